using System.Collections.Frozen;
using System.Collections.Immutable;
using Kinds = System.Collections.Frozen.FrozenDictionary<
    string,
    ShimLsp.Core.Conversation.Measuring.TagKind
>.AlternateLookup<System.ReadOnlySpan<char>>;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>What a tag in a person's message marks.</summary>
internal enum TagKind : byte
{
    /// <summary>Nothing: it is part of what the person wrote.</summary>
    None,

    /// <summary>The client's words, wherever the tag is.</summary>
    Client,

    /// <summary>The client's words if the tag begins a line: a person may write such a tag inside a sentence.</summary>
    ClientAtLine,

    /// <summary>Probably the client's: no name that we know, but of the form that clients use. Kept if nothing else is left.</summary>
    Unknown,

    /// <summary>The person's words. The tag goes, its content stays.</summary>
    Person,

    /// <summary>The person's words, and all of them: what is around the tag is the client's.</summary>
    PersonAlone,
}

/// <summary>The tags that known clients put around a person's words and around their own.</summary>
internal static class ClientTags
{
    /// <summary>The tags that hold all of a person's words.</summary>
    public static ImmutableArray<string> Alone { get; } =
    [
        "userRequest", // Copilot
        "user_query", // Cursor
        "user_message", // Roo, Cline
        "user_request",
        "USER_REQUEST", // Antigravity, Windsurf
        "user_input",
        "issue_description", // Junie
        "pr_description", // SWE-agent, OpenHands
    ];

    /// <summary>The same, but only behind a colon, as in a tool's result: the feedback to it, the answer to its question.</summary>
    public static ImmutableArray<string> AloneBehindColon { get; } = ["feedback", "answer"];

    private static readonly Kinds Names = All()
        .ToFrozenDictionary(tag => tag.Name, tag => tag.Kind, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a tag marks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="beginsLine">Whether it begins a line.</param>
    public static TagKind Of(ReadOnlySpan<char> name, bool beginsLine) =>
        Names.TryGetValue(name, out var kind)
            ? kind is TagKind.ClientAtLine && !beginsLine
                ? TagKind.None
                : kind
            : beginsLine && IsSnakeCase(name)
                ? TagKind.Unknown
                : TagKind.None;

    // HTML, JSX and web components have no such names.
    private static bool IsSnakeCase(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (letter != '_' && !char.IsAsciiLetterLower(letter))
            {
                return false;
            }
        }

        return name[1..^1].Contains('_');
    }

    private static IEnumerable<(string Name, TagKind Kind)> All()
    {
        (string Names, TagKind Kind)[] table =
        [
            // Claude Code; some of them opencode and Qwen Code too
            (
                "system-reminder command-name command-message local-command-stdout local-command-stderr local-command-caveat",
                TagKind.Client
            ),
            ("bash-input bash-stdout bash-stderr ide_opened_file ide_selection ide_diagnostics new-diagnostics", TagKind.Client),
            ("task-notification user-prompt-submit-hook session-start-hook post-tool-use-hook command-contents", TagKind.Client),
            ("command-args user-memory-input", TagKind.Person),
            // Codex
            ("environment_context user_instructions INSTRUCTIONS turn_aborted user_shell_command subagent_notification", TagKind.Client),
            ("hook_prompt goal_context codex_internal_context recommended_plugins response-annotations", TagKind.Client),
            ("skill image permissions collaboration_mode", TagKind.ClientAtLine),
            // Copilot in VS Code and in the terminal
            ("editorContext reminderInstructions importantReminders attachments toolReferences environment_info", TagKind.Client),
            ("workspace_info repoContext userMemory sessionMemory repoMemory todoList current_datetime", TagKind.Client),
            ("context attachment reminder", TagKind.ClientAtLine),
            // Cline, Roo Code, Kilo Code, CodeBuddy
            ("environment_details file_content folder_content workspace_diagnostics url_content", TagKind.Client),
            ("task", TagKind.Person),
            // Cursor
            ("additional_data attached_files open_and_recently_viewed_files user_info git_status project_layout", TagKind.Client),
            ("system_reminder agent_skills agent_transcripts image_files cursor_commands ADDITIONAL_METADATA", TagKind.Client),
            ("rules timestamp", TagKind.ClientAtLine),
            // opencode, Gemini CLI, Zed, Goose, OpenHands and SWE-agent
            ("session_context uploaded_files info-msg", TagKind.Client),
            ("file files env", TagKind.ClientAtLine),
        ];
        foreach (var (names, kind) in table)
        {
            foreach (var name in names.Split(' '))
            {
                yield return (name, kind);
            }
        }

        foreach (var name in Alone)
        {
            yield return (name, TagKind.PersonAlone);
        }
    }
}
