using System.Buffers;
using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Housekeeping;

/// <summary>
/// What the clients of today were seen to say in such a request, and what older ones say. Each phrase is a client's own wording: a person
/// who asks for a title must not match.
/// </summary>
internal static class HousekeepingPhrases
{
    private static readonly ImmutableArray<(string Phrase, HousekeepingKind Kind)> All =
    [
        // Claude Code
        ("your task is to create a detailed summary", HousekeepingKind.Summary),
        ("write a 5-10 word title for the following conversation", HousekeepingKind.Title),
        ("concise, sentence-case title", HousekeepingKind.Title),
        ("title and git branch name for a coding session", HousekeepingKind.Title),
        ("summarize this coding conversation in under 50 characters", HousekeepingKind.Title),
        ("analyze if this message indicates a new conversation topic", HousekeepingKind.Topic),
        ("extract any file paths that this command reads or modifies", HousekeepingKind.FilePaths),
        ("process bash commands that an ai coding agent wants to run", HousekeepingKind.Check),
        ("[suggestion mode", HousekeepingKind.Suggestion),
        ("web page content:\n---", HousekeepingKind.WebPage),
        ("tasked with summarizing conversations", HousekeepingKind.Summary), // Roo Code too
        // Codex
        ("context checkpoint compaction", HousekeepingKind.Summary),
        ("provide a short title for a task", HousekeepingKind.Title),
        // Copilot
        ("in crafting pithy titles", HousekeepingKind.Title),
        ("in crafting ultra-compact titles", HousekeepingKind.Title),
        ("in crafting pithy branch names", HousekeepingKind.BranchName),
        ("come with the best git commit message", HousekeepingKind.CommitMessage),
        ("come with the best pull request title", HousekeepingKind.PullRequest),
        ("create a comprehensive, detailed summary of the entire conversation", HousekeepingKind.Summary),
        ("catchy, and encouraging progress messages", HousekeepingKind.Check),
        ("you are a background task tracker", HousekeepingKind.Check),
        ("expert classifier for ai coding assistant prompts", HousekeepingKind.Check),
        // opencode, Crush, pi
        ("you are a title generator", HousekeepingKind.Title),
        ("generate a title for this conversation", HousekeepingKind.Title),
        ("write a short title for this conversation", HousekeepingKind.Title),
        ("generate a short title based on the first message", HousekeepingKind.Title),
        ("summary for continuing our conversation", HousekeepingKind.Summary),
        ("prompt for continuing our conversation", HousekeepingKind.Summary),
        ("create a detailed summary of the conversation", HousekeepingKind.Summary),
        ("create a new anchored summary", HousekeepingKind.Summary),
        ("context summarization", HousekeepingKind.Summary),
        ("structured context checkpoint summary", HousekeepingKind.Summary),
        // Gemini CLI, Qwen Code
        ("state_snapshot", HousekeepingKind.Summary),
        ("summarizes internal chat history", HousekeepingKind.Summary),
        ("determine who should logically speak next", HousekeepingKind.Check),
        ("memory extraction", HousekeepingKind.Memory),
        ("extract memories", HousekeepingKind.Memory),
        // Cline, Kilo Code, Continue, Zed, Goose, Open WebUI
        ("based on the provided git diff, generate a concise and descriptive commit message", HousekeepingKind.CommitMessage),
        ("reply with a title for the chat that is 3-4 words", HousekeepingKind.Title),
        ("concise 3-7 word title for this conversation", HousekeepingKind.Title),
        ("you are an expert at writing git commits", HousekeepingKind.CommitMessage),
        ("concise description of this session in", HousekeepingKind.Title),
        ("concise, 3-5 word title", HousekeepingKind.Title),
        ("### task:\nsuggest 3-5 relevant follow-up", HousekeepingKind.Suggestion),
        ("### task:\ngenerate 1-3 broad tags", HousekeepingKind.Title),
        // aider, OpenHands, helpers for commits, ours
        ("concise, one-line git commit messages", HousekeepingKind.CommitMessage),
        ("*briefly* summarize this partial conversation", HousekeepingKind.Summary),
        ("context-aware state summary for an interactive agent", HousekeepingKind.Summary),
        ("act as the author of a commit message", HousekeepingKind.CommitMessage),
        ("act as an author of a commit message", HousekeepingKind.CommitMessage),
        ("written in present tense for the following code diff", HousekeepingKind.CommitMessage),
        ("write a summary that replaces it: another model will go on", HousekeepingKind.Summary),
    ];

    private static readonly SearchValues<string> Phrases = SearchValues.Create(
        [.. All.Select(entry => entry.Phrase)],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>What a text asks for; null if it has none of the phrases.</summary>
    /// <param name="text">An instruction.</param>
    public static HousekeepingKind? In(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Phrases);
        if (at < 0)
        {
            return null;
        }

        foreach (var (phrase, kind) in All)
        {
            if (text[at..].StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }
}
