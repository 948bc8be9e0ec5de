namespace ShimLsp.Core.Conversation.Asking;

/// <summary>Whether the person said that the work on the open task did not succeed, and nothing since that it did.</summary>
internal enum Complaint
{
    /// <summary>They did not.</summary>
    None,

    /// <summary>They did in an earlier message.</summary>
    Earlier,

    /// <summary>They do in their latest message.</summary>
    Latest,
}

/// <summary>What a person asked, in a conversation.</summary>
/// <param name="Value">Their words: of the latest message that says something by itself; empty if the request has none.</param>
internal readonly record struct AskedText(string Value)
{
    /// <summary>The texts of earlier messages that belong to the same task, newest first; null for none.</summary>
    public List<string>? Earlier { get; init; }

    /// <summary>Whether their latest message means nothing alone, so that these are the words of the task it continues.</summary>
    public bool Continues { get; init; }

    /// <summary>How their latest message relates to what came before it.</summary>
    public Relation Latest { get; init; }

    /// <summary>Whether they complain.</summary>
    public Complaint Complaint { get; init; }

    /// <summary>The index of the turn that the open task begins with.</summary>
    public int Since { get; init; }

    /// <summary>What is asked in a text that is all there is.</summary>
    /// <param name="text">The person's words.</param>
    /// <param name="isKnown">Whether the conversation may have earlier turns.</param>
    public static AskedText Alone(string text, bool isKnown)
    {
        var followUp = isKnown ? FollowUp.Of(text, LastWords.None) : default;
        return new(text) { Latest = followUp.Relation, Complaint = followUp.Complains ? Complaint.Latest : Complaint.None };
    }
}
