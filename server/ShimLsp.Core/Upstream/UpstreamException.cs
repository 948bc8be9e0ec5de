using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Health;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// A model gave no reply, or only a part of one. The message is always our own sentence: the upstream's may hold the prompt or the key.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without an outcome it would say nothing.")]
public sealed class UpstreamException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="outcome">What became of the call.</param>
    /// <param name="message">What happened, then what to do: "Rate limited (429). Try again in 12 s." It does not name the model.</param>
    public UpstreamException(Outcome outcome, string message)
        : base(message) => Outcome = outcome;

    /// <summary>The outcome of the call. Its status never means success.</summary>
    public Outcome Outcome { get; }

    /// <summary>What happened to the connection, in two or three words for a table; null if the status says it.</summary>
    public string? Brief { get; init; }
}
