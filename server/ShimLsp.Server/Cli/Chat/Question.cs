using System.Text;
using System.Text.Json;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Chat;

/// <summary>What a person asks on a command line, with what they put beside it.</summary>
/// <param name="Text">The question and the files behind it.</param>
/// <param name="Problem">Why it cannot be asked, a sentence; null where it can.</param>
internal sealed record Question(string Text, string? Problem)
{
    private const string FromInput = "-";

    /// <summary>Reads it.</summary>
    /// <param name="prompt">The argument; null or <c>-</c> for stdin.</param>
    /// <param name="files">Files whose text follows; <c>-</c> for stdin.</param>
    /// <param name="context">What commands work with.</param>
    /// <param name="mostBytes">The most of one file, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Question> ReadAsync(
        string? prompt,
        string[] files,
        CommandContext context,
        int mostBytes,
        CancellationToken cancellationToken
    )
    {
        var readsInput = prompt is FromInput || (prompt is null && files.Length == 0);
        var text = new StringBuilder(prompt is FromInput ? "" : prompt);
        foreach (var file in readsInput ? [FromInput, .. files.Where(file => file != FromInput)] : files)
        {
            if (file == FromInput)
            {
                Append(text, await context.Terminal.OpenReader().ReadToEndAsync(cancellationToken).ConfigureAwait(false));
                continue;
            }

            switch (FileRead.Of(Path.GetFullPath(file, context.Host.WorkingDirectory), mostBytes))
            {
                case FileRead.Content { Bytes: var bytes }:
                    Append(text, Encoding.UTF8.GetString(bytes));
                    break;
                case FileRead.Unreadable broken:
                    return new("", $"The file {file} {broken.Why}.");
                default:
                    return new("", $"There is no file {file}.");
            }
        }

        return string.IsNullOrWhiteSpace(text.ToString())
            ? new("", "The question is empty: ask something, or send it to stdin.")
            : new(text.ToString(), null);
    }

    /// <summary>The same as chat messages.</summary>
    /// <param name="system">What the model is to keep in mind; null for nothing.</param>
    public JsonElement Messages(string? system)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            if (!string.IsNullOrWhiteSpace(system))
            {
                Write(writer, "system", system);
            }

            Write(writer, "user", Text);
            writer.WriteEndArray();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static void Write(Utf8JsonWriter writer, string role, string content)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", content);
        writer.WriteEndObject();
    }

    private static void Append(StringBuilder text, string more)
    {
        if (text.Length > 0)
        {
            text.Append("\n\n");
        }

        text.Append(more);
    }
}
