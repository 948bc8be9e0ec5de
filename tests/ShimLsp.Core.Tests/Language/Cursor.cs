using System.Text;
using ShimLsp.Core.Language.Documents;

namespace ShimLsp.Core.Tests.Language;

/// <summary>A text with the cursor <c>$0</c> in it.</summary>
internal static class Cursor
{
    /// <summary>The document without the mark, and the offset of the mark. Only the first counts: it may stand beside a digit.</summary>
    public static (CatalogDocument Document, int Offset) Read(string text)
    {
        var at = text.IndexOf("$0", StringComparison.Ordinal);
        return (CatalogDocument.Read(text.Remove(at, 2)), Encoding.UTF8.GetByteCount(text.AsSpan(0, at)));
    }

    /// <summary>The text with each piece between marks: <c>«piece»</c>, or <c>«=piece»</c>.</summary>
    public static string Marked(CatalogDocument document, IEnumerable<(ShimLsp.Core.Models.TextSpan Span, char Mark)> pieces) =>
        Encoding.UTF8.GetString(
            document
                .Apply(
                    pieces.SelectMany(piece =>
                        (SpanEdit[])
                            [
                                new(new(piece.Span.Start, piece.Span.Start), piece.Mark == '=' ? "«=" : "«"),
                                new(new(piece.Span.End, piece.Span.End), "»"),
                            ]
                    )
                )
                .Text.Span
        );
}
