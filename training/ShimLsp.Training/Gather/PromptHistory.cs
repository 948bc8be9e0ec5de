using System.Globalization;
using System.Text.Json;

namespace ShimLsp.Training.Gather;

/// <summary>
/// Reads the files that remember what was typed, <c>history.jsonl</c> of Claude Code and of Codex. They have the prompts of all sessions
/// and nothing of the answers.
/// </summary>
internal static class PromptHistory
{
    /// <summary>The name of such a file.</summary>
    public const string FileName = "history.jsonl";

    /// <summary>Its prompts; none if the file is something else.</summary>
    public static IReadOnlyList<GatheredPrompt> Read(string repository, string path, IEnumerable<string> lines)
    {
        var prompts = new List<GatheredPrompt>();
        var turns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (Typed(line) is var (client, id, text) && MachinePrompts.Words(text) is { Length: > 0 } words)
            {
                var session = TextHash.Hex($"{path}\n{id}")[..12];
                var turn = turns[session] = turns.GetValueOrDefault(session) + 1;
                prompts.Add(new(repository, client, session, turn, words, "", null, null));
            }
        }

        return prompts;
    }

    private static (string Client, string Session, string Text)? Typed(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            return record.ValueKind is not JsonValueKind.Object ? null
                : Text(record, "display") is { } display
                    ? ("claude", Text(record, "sessionId") ?? Text(record, "project") ?? "", Pasted(record, display))
                : Text(record, "session_id") is { } session && Text(record, "text") is { } text ? ("codex", session, text)
                : null;
        }
        catch (JsonException)
        {
            return null; // a line that was cut
        }
    }

    /// <summary>Claude Code shows a long paste as a placeholder and keeps its text beside it.</summary>
    private static string Pasted(JsonElement record, string display)
    {
        if (!record.TryGetProperty("pastedContents", out var pasted) || pasted.ValueKind is not JsonValueKind.Object)
        {
            return display;
        }

        foreach (var paste in pasted.EnumerateObject())
        {
            var from = display.IndexOf(
                string.Create(CultureInfo.InvariantCulture, $"[Pasted text #{paste.Name}"),
                StringComparison.Ordinal
            );
            var to = from < 0 ? -1 : display.IndexOf(']', from);
            if (to > 0 && paste.Value.ValueKind is JsonValueKind.Object && Text(paste.Value, "content") is { } content)
            {
                display = string.Concat(display.AsSpan(0, from), content, display.AsSpan(to + 1));
            }
        }

        return display;
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
