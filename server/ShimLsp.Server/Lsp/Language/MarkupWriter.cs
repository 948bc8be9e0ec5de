using System.Text.Json;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>Explanations in the format that a client shows: Markdown, or the same without marks.</summary>
/// <param name="isMarkdown">Whether it is Markdown.</param>
internal sealed class MarkupWriter(bool isMarkdown)
{
    /// <summary>The writer for a client.</summary>
    /// <param name="formats">The formats that it accepts, best first; a client that names none is sent plain text.</param>
    public static MarkupWriter For(JsonElement formats) => new(formats.Items().FirstOrDefault().AsString() == "markdown");

    /// <summary>The text.</summary>
    /// <param name="lines">Its lines, in Markdown.</param>
    public MarkupContent Of(IEnumerable<string> lines) =>
        isMarkdown ? new("markdown", string.Join("\n\n", lines)) : new("plaintext", string.Join('\n', lines.Select(Plain)));

    private static string Plain(string markdown) =>
        markdown
            .Replace("**", "", StringComparison.Ordinal)
            .Replace("`", "", StringComparison.Ordinal)
            .Replace("\\[", "[", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal);
}
