using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Chat;

/// <summary>The question on a command line, with the files that are attached to it.</summary>
/// <param name="Text">The question, then the text of the attached files.</param>
/// <param name="Images">The attached images.</param>
/// <param name="Problem">Why it cannot be asked, a sentence; null if it can.</param>
internal sealed record Question(string Text, ImmutableArray<Attachment.Image> Images, string? Problem)
{
    /// <summary>Reads it.</summary>
    /// <param name="prompt">The argument; null or <c>-</c> for stdin.</param>
    /// <param name="files">The files to attach; <c>-</c> for stdin.</param>
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
        var readsInput = prompt is InputFile.FromInput || (prompt is null && files.Length == 0);
        var text = new StringBuilder(prompt is InputFile.FromInput ? "" : prompt);
        var images = ImmutableArray.CreateBuilder<Attachment.Image>();
        string[] all = readsInput ? [InputFile.FromInput, .. files] : files;
        // Stdin can be read once.
        foreach (var file in all.Where((file, at) => file != InputFile.FromInput || at == Array.IndexOf(all, file)))
        {
            var (bytes, problem) =
                file == InputFile.FromInput
                    ? (await ReadInputAsync(context, cancellationToken).ConfigureAwait(false), null)
                    : ReadFile(file, context, mostBytes);
            if (bytes is null)
            {
                return Refused(problem!);
            }

            switch (Attachment.Of(bytes))
            {
                case Attachment.Text part:
                    Append(text, part.Value);
                    break;
                case Attachment.Image image:
                    images.Add(image);
                    break;
                default:
                    return Refused(
                        $"{(file == InputFile.FromInput ? "stdin" : $"The file {file}")} cannot be sent: "
                            + "it is neither UTF-8 text nor a PNG, JPEG, GIF or WebP image."
                    );
            }
        }

        return string.IsNullOrWhiteSpace(text.ToString()) && images.Count == 0
            ? Refused("The question is empty. Ask something, or send it to stdin.")
            : new(text.ToString(), images.ToImmutable(), null);
    }

    /// <summary>The same as chat messages.</summary>
    /// <param name="system">Instructions for the model; null for none.</param>
    public JsonElement Messages(string? system)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            if (!string.IsNullOrWhiteSpace(system))
            {
                writer.WriteStartObject();
                writer.WriteString("role", "system");
                writer.WriteString("content", system);
                writer.WriteEndObject();
            }

            writer.WriteStartObject();
            writer.WriteString("role", "user");
            WriteContent(writer);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private void WriteContent(Utf8JsonWriter writer)
    {
        if (Images.IsEmpty)
        {
            writer.WriteString("content", Text);
            return;
        }

        writer.WriteStartArray("content");
        if (!string.IsNullOrWhiteSpace(Text))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "text");
            writer.WriteString("text", Text);
            writer.WriteEndObject();
        }

        foreach (var image in Images)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "image_url");
            writer.WriteStartObject("image_url");
            writer.WriteString("url", $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes)}");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static async Task<byte[]> ReadInputAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var input = context.Terminal.OpenInput();
        await using (input.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await input.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }

    private static (byte[]? Bytes, string? Problem) ReadFile(string file, CommandContext context, int mostBytes) =>
        FileRead.Of(Path.GetFullPath(file, context.Host.WorkingDirectory), mostBytes) switch
        {
            FileRead.Content { Bytes: var bytes } => (bytes, null),
            FileRead.Unreadable broken => (null, $"The file {file} {broken.Why}."),
            _ => (null, $"There is no file {file}."),
        };

    private static Question Refused(string problem) => new("", [], problem);

    private static void Append(StringBuilder text, string more)
    {
        if (text.Length > 0)
        {
            text.Append("\n\n");
        }

        text.Append(more);
    }
}
