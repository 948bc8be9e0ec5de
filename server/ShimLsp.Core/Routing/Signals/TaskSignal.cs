using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Conversation.Housekeeping;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>What routing reads from a request. Nothing else of the request influences the decision.</summary>
/// <param name="Text">What the person asked, in their own words, trimmed. Held no longer than the routing of its request.</param>
/// <param name="HasImages">Whether images stand anywhere in the request.</param>
/// <param name="HasTools">Whether tools are offered.</param>
/// <param name="InputTokens">An estimate of the whole request's input, in tokens.</param>
public sealed record TaskSignal(string Text, bool HasImages, bool HasTools, int InputTokens)
{
    /// <summary>Whether the text is that of an earlier message, whose task the latest one continues.</summary>
    public bool Continues { get; init; }

    /// <summary>What the client asks for itself; null if a person asks.</summary>
    public HousekeepingKind? Housekeeping { get; init; }

    /// <summary>How the latest message relates to what came before it.</summary>
    internal Relation Latest { get; init; }

    /// <summary>Whether the person said that the work on the task did not succeed.</summary>
    internal Complaint Complaint { get; init; }

    /// <summary>The index of the turn that the task begins with; 0 if it is not known.</summary>
    internal int Since { get; init; }

    /// <summary>Its size, never its text: a record would print its members, and prompt text has no place in a log.</summary>
    public override string ToString() => $"TaskSignal({Text.Length} characters)";
}
