using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>What a piece of the text names: a row, or Auto.</summary>
/// <param name="document">The document.</param>
/// <param name="row">The row; null for Auto.</param>
/// <param name="place">Where the piece is.</param>
internal sealed class CatalogSymbol(CatalogDocument document, IndexedRow? row, SyntaxPlace place)
{
    /// <summary>The row; null for Auto.</summary>
    public IndexedRow? Row { get; } = row;

    /// <summary>The piece that was asked about, without quotes.</summary>
    public TextSpan Span { get; } = place.Content;

    /// <summary>The string that was asked about; null if it is the name of a field.</summary>
    public StringSyntax? Node { get; } = place.Kind is PlaceKind.Value ? place.Node as StringSyntax : null;

    /// <summary>The slug that it is listed by.</summary>
    public string Slug => Row?.Slug ?? document.Index.Auto;

    /// <summary>Whether the piece is where the row, or Auto, is declared: not a reference.</summary>
    public bool IsAtDeclaration { get; private init; }

    /// <summary>
    /// Where it is declared: its slug. Of a row without one it is the name that the slug is derived from; of Auto without one it is the
    /// router block. Null if there is no such place.
    /// </summary>
    public TextSpan? Declaration => DeclarationNode is { } node ? WrittenText.ContentOf(document, node) : Start;

    /// <summary>Every place that names it, in the text's order.</summary>
    public IEnumerable<SlugReference> References
    {
        get
        {
            var index = document.Index;
            var all = Row is null ? index.References.Where(reference => IsAuto(index, reference)) : index.ReferencesTo(Row);
            return all.OrderBy(reference => reference.Node.Start);
        }
    }

    private StringSyntax? DeclarationNode => Row is null ? document.Index.AutoNode : Row.SlugNode ?? Row.ModelNode;

    /// <summary>The first character of what has no name: a row, or the router block.</summary>
    private TextSpan? Start => (Row?.Node ?? document.Reading.Router.Node) is { } node ? new(node.Start, node.Start + 1) : null;

    /// <summary>What an offset names; null for nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    public static CatalogSymbol? At(CatalogDocument document, int offset)
    {
        var place = SyntaxPlace.At(document, offset);
        var index = document.Index;
        if (place.Kind is not (PlaceKind.Value or PlaceKind.Name))
        {
            return null;
        }

        if (place.Kind is PlaceKind.Value && index.References.FirstOrDefault(one => ReferenceEquals(one.Node, place.Node)) is { } reference)
        {
            return reference.Row is { } named ? new(document, named, place)
                : IsAuto(index, reference) ? new(document, null, place)
                : null;
        }

        if (place.Row is not null)
        {
            return IsName(place) && index.RowAt(offset) is { } around
                ? new(document, Original(index, around, place), place) { IsAtDeclaration = true }
                : null;
        }

        return index.AutoNode is { } auto && ReferenceEquals(place.Member?.Value, auto) && ReferenceEquals(place.Field, RouterFields.Slug)
            ? new(document, null, place) { IsAtDeclaration = true }
            : null;
    }

    /// <summary>The same piece, as one that names another row.</summary>
    /// <param name="other">The row.</param>
    public CatalogSymbol For(IndexedRow other) => new(document, other, place) { IsAtDeclaration = IsAtDeclaration };

    private static bool IsName(SyntaxPlace place) =>
        ReferenceEquals(place.Row, place.Node) // a local model by its name
        || ReferenceEquals(place.Field, RowFields.Slug)
        || ReferenceEquals(place.Field, RowFields.Model)
        || ReferenceEquals(place.Field, RowFields.DisplayName);

    /// <summary>The row, or the earlier one that already has the slug that is written at the place.</summary>
    private static IndexedRow Original(CatalogIndex index, IndexedRow row, SyntaxPlace place) =>
        row.SlugNode is { } slug && ReferenceEquals(place.Node, slug) ? index.Find(slug.Value.Trim()) ?? row : row;

    /// <summary>Whether a reference names Auto. An alias may also call Auto by its usual name, whatever its slug is.</summary>
    /// <param name="index">The document's index.</param>
    /// <param name="reference">A reference of it.</param>
    public static bool IsAuto(CatalogIndex index, SlugReference reference) =>
        reference.Row is null
        && (reference.Name == index.Auto || (reference.Kind is ReferenceKind.Alias && reference.Name == RouterSpec.Auto));
}
