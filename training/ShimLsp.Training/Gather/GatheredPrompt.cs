using System.Text.Json;

namespace ShimLsp.Training.Gather;

/// <summary>A prompt that a person wrote to a coding agent.</summary>
/// <param name="Repository">The repository that has the history: <c>owner/name</c>.</param>
/// <param name="Client">The program that recorded it: <c>aider</c>, <c>claude</c>, <c>codex</c> or <c>specstory</c>.</param>
/// <param name="Session">Names the session within the repository.</param>
/// <param name="Turn">The number of the prompt in its session, from 1.</param>
/// <param name="Text">The person's words, with what they pasted, without what the client wrapped around them.</param>
/// <param name="Previous">The end of what the model said before; empty if it had said nothing, or if the history does not say.</param>
/// <param name="Edits">How often the answer changed a file; null if the history does not say.</param>
/// <param name="ToolCalls">How many tools the answer called; null if the history does not say.</param>
internal sealed record GatheredPrompt(
    string Repository,
    string Client,
    string Session,
    int Turn,
    string Text,
    string Previous,
    int? Edits,
    int? ToolCalls
)
{
    /// <summary>Names the prompt. The same histories give the same ids on every machine.</summary>
    public string Id { get; } = TextHash.Hex($"{Repository}\n{Session}\n{Turn}\n{Text}")[..16];

    /// <summary>The prompt as a line of JSON, with placeholders for personal details.</summary>
    public string ToJson()
    {
        var details = new PersonalDetails(Repository.Split('/')[0]);
        using var memory = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(memory, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        )
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("repo", Repository);
            json.WriteString("client", Client);
            json.WriteString("session", Session);
            json.WriteNumber("turn", Turn);
            json.WriteString("text", details.Hide(Text));
            json.WriteString("previous", details.Hide(Previous));
            json.WriteString("language", LanguageGuess.Of(Text));
            WriteCount(json, "edits", Edits);
            WriteCount(json, "toolCalls", ToolCalls);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } known)
        {
            json.WriteNumber(name, known);
        }
    }
}
