using System.Text;

namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>A reply as a client understood it.</summary>
internal sealed class HeardReply
{
    /// <summary>The text.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The arguments of the call.</summary>
    public StringBuilder Arguments { get; } = new();

    /// <summary>The call's id; null if no tool is called.</summary>
    public string? CallId { get; set; }

    /// <summary>The error's message; null for none. It ends the reply.</summary>
    public string? Error { get; set; }

    /// <summary>Whether the model said why it ended.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Whether the last record of the format came.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Whether this is a whole reply or an error, and not a piece of one.</summary>
    public bool IsWhole => Error is not null || (IsFinished && IsClosed);
}
