using System.Text;
using System.Text.Unicode;
using ShimLsp.Core.Language;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>A models.json in an editor: half typed, and edited.</summary>
internal sealed class DocumentTarget : IFuzzTarget
{
    private readonly CatalogTarget whole = new();

    /// <inheritdoc/>
    public string Name => "document";

    /// <inheritdoc/>
    public int Share => 8;

    /// <inheritdoc/>
    public Grammar Grammar => whole.Grammar;

    /// <inheritdoc/>
    public byte[] Generate(Random random)
    {
        var text = whole.Generate(random);
        var (from, length) = (random.Next(text.Length + 1), random.Next(4));
        return [.. text[..from], .. text[Math.Min(from + length, text.Length)..]];
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var document = CatalogDocument.Read(input.ToArray());
        var text = document.Text;
        foreach (var problem in CatalogDiagnostics.Of(document, CatalogFacts.None))
        {
            var (start, end) = problem.Span!.Value;
            Must.Hold(start >= 0 && start <= end && end <= text.Length, "a problem is inside the text", () => $"{problem}");
        }

        Must.Equal(
            CatalogParser.Parse(input).Catalog is not null,
            document.IsWhole && document.Parse.Catalog is not null,
            "a text is used exactly if an editor shows no fault of its syntax"
        );
        if (Utf8.IsValid(text.Span))
        {
            CheckPlaces(document);
            CheckEdit(document);
        }
    }

    private static void CheckPlaces(CatalogDocument document)
    {
        var lines = document.Lines;
        for (var offset = 0; offset <= document.Text.Length; offset++)
        {
            foreach (var encoding in (ReadOnlySpan<PositionEncoding>)[PositionEncoding.Utf16, PositionEncoding.Utf8])
            {
                var position = lines.PositionOf(offset, encoding);
                var start = lines.OffsetOf(position, encoding);
                Must.Hold(
                    start <= offset && offset - start <= 3,
                    "a place comes back, or the start of its character",
                    () => $"{offset} {start}"
                );
                Must.Equal(position, lines.PositionOf(start, encoding), "the start of a character has its place");
            }
        }
    }

    /// <summary>An edit by lines and columns is the edit of the string.</summary>
    private static void CheckEdit(CatalogDocument document)
    {
        var text = Encoding.UTF8.GetString(document.Text.Span);
        var middle = document.Lines.PositionOf(document.Text.Length / 2);
        var at = Encoding.UTF8.GetString(document.Text.Span[..document.Lines.OffsetOf(middle)]).Length;
        var edited = document.Edit(middle, new(int.MaxValue, 0), "\u00E9\r\n", PositionEncoding.Utf16);
        Must.Equal(text[..at] + "\u00E9\r\n", Encoding.UTF8.GetString(edited.Text.Span), "an edit replaces what lies between two places");
    }
}
