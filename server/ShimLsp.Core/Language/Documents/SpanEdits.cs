using System.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>Changes of a text, as they are made for an editor.</summary>
public static class SpanEdits
{
    /// <summary>The document with the changes made: what the editor has after it applied them.</summary>
    /// <param name="document">The document.</param>
    /// <param name="edits">The changes, in any order. They do not overlap.</param>
    public static CatalogDocument Apply(this CatalogDocument document, IEnumerable<SpanEdit> edits)
    {
        var before = document.Text.Span;
        using var after = new MemoryStream(before.Length);
        var at = 0;
        foreach (var (span, text) in edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End))
        {
            after.Write(before[at..span.Start]);
            after.Write(Encoding.UTF8.GetBytes(text));
            at = span.End;
        }

        after.Write(before[at..]);
        return CatalogDocument.Read(after.ToArray());
    }
}
