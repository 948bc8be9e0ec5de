using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Tags = System.Collections.Frozen.FrozenSet<string>.AlternateLookup<System.ReadOnlySpan<char>>;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// Takes off what clients wrap around a person's words: reminders, the editor's state, open files. They mark it with tags of their own.
/// Without this, every task of such a client would be judged by the same wrapping.
/// </summary>
internal static class ClientText
{
    private const int LongestTag = 40;

    // With its attributes. Without a limit, a text of openings that never end would take quadratic time.
    private const int LongestOpening = 400;

    /// <summary>Tags of Copilot, Cursor, Roo, Cline and Claude Code that hold the person's words; the rest is the client's.</summary>
    private static readonly Tags Persons = Of("userRequest", "user_query", "user_message", "task", "command-args");

    /// <summary>Tags that hold the client's words, wherever they are.</summary>
    private static readonly Tags Clients = Of(
        "system-reminder", // Claude Code, opencode
        "command-name",
        "command-message",
        "local-command-stdout",
        "local-command-stderr",
        "local-command-caveat",
        "environment_context", // Codex
        "user_instructions",
        "INSTRUCTIONS",
        "environment_details", // Roo, Cline, Kilo
        "file_content",
        "editorContext", // Copilot
        "reminderInstructions",
        "current_datetime",
        "environment_info",
        "workspace_info",
        "toolReferences",
        "attachments",
        "additional_data", // Cursor
        "attached_files",
        "open_and_recently_viewed_files",
        "user_info",
        "git_status"
    );

    /// <summary>Tags that a person may write as well; they are the client's only at the start of a line.</summary>
    private static readonly Tags ClientsAtStartOfLine = Of("context", "attachment", "file", "files", "env", "reminder");

    /// <summary>opencode's own words after it has made a conversation shorter.</summary>
    private const string GoOn = "Continue if you have next steps, or stop and ask for clarification";

    /// <summary>What ends a client's tag. A text that has none of these has no such tag, whatever angle brackets it has.</summary>
    private static readonly SearchValues<string> Closings = SearchValues.Create(
        [.. new[] { Persons, Clients, ClientsAtStartOfLine }.SelectMany(tags => tags.Set).Select(name => $"</{name}>")],
        StringComparison.Ordinal
    );

    /// <summary>The person's words, trimmed; empty if the text is all the client's. Takes linear time.</summary>
    /// <param name="text">A message's text.</param>
    public static string Peel(string text) =>
        text.StartsWith(GoOn, StringComparison.Ordinal) ? ""
        : text.Contains("</", StringComparison.Ordinal) && text.AsSpan().ContainsAny(Closings) ? WithoutTags(OfPerson(text))
        : text;

    /// <summary>What is inside of the last tag that holds the person's words; the whole text if there is none.</summary>
    private static string OfPerson(string text)
    {
        var (from, to) = (-1, 0);
        foreach (var name in Persons.Set)
        {
            var end = text.LastIndexOf($"</{name}>", StringComparison.Ordinal);
            var start = end < 0 ? -1 : text.AsSpan(0, end).LastIndexOf($"<{name}>");
            if (start >= 0 && (name != "task" || text.AsSpan(0, start).IsWhiteSpace()) && start + name.Length + 2 > from)
            {
                (from, to) = (start + name.Length + 2, end);
            }
        }

        return from < 0 ? text : text[from..to];
    }

    private static string WithoutTags(string text)
    {
        StringBuilder? kept = null; // most texts have no such tag
        HashSet<string>? unclosed = null; // searched for once each
        var from = 0;
        for (var at = text.IndexOf('<'); at >= 0; at = at + 1 < text.Length ? text.IndexOf('<', at + 1) : -1)
        {
            if (NameAt(text, at, out var inner) is not { IsEmpty: false } name || !IsClients(name, text, at))
            {
                continue;
            }

            var closing = $"</{name}>";
            if (unclosed?.Contains(closing) is true)
            {
                continue;
            }

            var end = text.IndexOf(closing, inner, StringComparison.Ordinal);
            if (end < 0)
            {
                (unclosed ??= new(StringComparer.Ordinal)).Add(closing);
                continue;
            }

            (kept ??= new()).Append(text, from, at - from);
            from = end + closing.Length;
            at = from - 1;
        }

        return kept is null ? text.Trim() : WithoutHeading(kept.Append(text, from, text.Length - from).ToString().Trim());
    }

    /// <summary>Codex writes a heading above the instructions of a repository.</summary>
    private static string WithoutHeading(string text) =>
        text.StartsWith("# AGENTS.md instructions", StringComparison.Ordinal)
            ? text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0
                ? text[end..].Trim()
                : ""
            : text;

    private static bool IsClients(ReadOnlySpan<char> name, string text, int at) =>
        Clients.Contains(name) || (ClientsAtStartOfLine.Contains(name) && (at == 0 || text[at - 1] == '\n'));

    /// <summary>The name of an opening tag; empty if there is none.</summary>
    private static ReadOnlySpan<char> NameAt(string text, int at, out int inner)
    {
        var rest = text.AsSpan(at + 1, Math.Min(LongestTag, text.Length - at - 1));
        var length = rest.IndexOfAnyExcept(Letters);
        inner = 0;
        if (length <= 0 || !(rest[length] is '>' or ' '))
        {
            return default;
        }

        var end = text.AsSpan(at, Math.Min(LongestOpening, text.Length - at)).IndexOfAny('>', '\n');
        inner = at + end + 1;
        return end >= 0 && text[at + end] == '>' ? rest[..length] : default;
    }

    private static Tags Of(params ReadOnlySpan<string> names) =>
        FrozenSet.Create(StringComparer.Ordinal, names).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
}
