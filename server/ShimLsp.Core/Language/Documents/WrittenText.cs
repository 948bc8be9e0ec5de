using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>Strings as they are written.</summary>
internal static class WrittenText
{
    /// <summary>A string between its quotes; the closing one may be missing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="text">The string.</param>
    public static TextSpan ContentOf(CatalogDocument document, StringSyntax text)
    {
        var written = document.Text.Span[text.Start..text.End];
        var isQuoted = written.Length > 0 && written[0] is (byte)'"' or (byte)'\'';
        var isClosed = isQuoted && written.Length > 1 && written[^1] == written[0];
        return new(text.Start + (isQuoted ? 1 : 0), text.End - (isClosed ? 1 : 0));
    }

    /// <summary>
    /// A text as it is written between double quotes. It must have no control characters. The platform's writer would spell out every
    /// emoji.
    /// </summary>
    /// <param name="value">The text.</param>
    public static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
