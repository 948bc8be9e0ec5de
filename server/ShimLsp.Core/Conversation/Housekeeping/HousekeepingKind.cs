namespace ShimLsp.Core.Conversation.Housekeeping;

/// <summary>What a client asks for itself. No person wrote such a request, so it says nothing about the task.</summary>
public enum HousekeepingKind
{
    /// <summary>A title for a conversation.</summary>
    Title,

    /// <summary>Whether a message begins another topic.</summary>
    Topic,

    /// <summary>A summary that makes a conversation shorter. It reads all of it.</summary>
    Summary,

    /// <summary>The message of a commit.</summary>
    CommitMessage,

    /// <summary>The title and text of a pull request.</summary>
    PullRequest,

    /// <summary>The name of a branch.</summary>
    BranchName,

    /// <summary>What the person might ask next.</summary>
    Suggestion,

    /// <summary>The files that a command read or changed.</summary>
    FilePaths,

    /// <summary>What a page of the web says.</summary>
    WebPage,

    /// <summary>Notes for a client's memory.</summary>
    Memory,

    /// <summary>A yes or no about a command, a list or a reply.</summary>
    Check,

    /// <summary>Whether the model can be reached: an answer of one token, or a warm-up.</summary>
    Probe,
}

/// <summary>The names of such requests in a reason.</summary>
public static class HousekeepingKinds
{
    /// <summary>The name, with its article: <c>a title</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this HousekeepingKind kind) =>
        kind switch
        {
            HousekeepingKind.Title => "a title",
            HousekeepingKind.Topic => "a check of the topic",
            HousekeepingKind.Summary => "a summary",
            HousekeepingKind.CommitMessage => "a commit message",
            HousekeepingKind.PullRequest => "a pull request's text",
            HousekeepingKind.BranchName => "a branch name",
            HousekeepingKind.Suggestion => "a suggestion",
            HousekeepingKind.FilePaths => "a list of files",
            HousekeepingKind.WebPage => "a web page",
            HousekeepingKind.Memory => "a memory note",
            HousekeepingKind.Check => "a check",
            _ => "a probe",
        };
}
