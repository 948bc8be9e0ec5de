using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>Renames a slug through the file: where it is written and everything that names its row, in any spelling.</summary>
public static class CatalogRename
{
    /// <summary>Whether what an offset names can be renamed; null if it names nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    public static RenameResult? PrepareAt(CatalogDocument document, int offset) =>
        SymbolAt(document, offset) is not { } symbol ? null
        : WhyNot(document, symbol) is { } reason ? new RenameResult.Refused(reason, IsOfName: false)
        : new RenameResult.Possible(symbol.Span, symbol.Slug);

    /// <summary>Renames what an offset names; null if it names nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="newName">The new slug. White space around it does not count.</param>
    public static RenameResult? At(CatalogDocument document, int offset, string newName)
    {
        var name = newName.Trim();
        if (SymbolAt(document, offset) is not { } symbol)
        {
            return null;
        }

        if (WhyNot(document, symbol) is { } reason)
        {
            return new RenameResult.Refused(reason, IsOfName: false);
        }

        if (name == symbol.Slug)
        {
            return new RenameResult.Renamed([]);
        }

        if (WhyNotTo(document, symbol, name) is { } wrong)
        {
            return new RenameResult.Refused(wrong, IsOfName: true);
        }

        var written = WrittenText.Escaped(name);
        ImmutableArray<SpanEdit> edits =
        [
            .. symbol
                .References.Select(reference => new SpanEdit(WrittenText.ContentOf(document, reference.Node), written))
                .Append(Declared(document, symbol, written))
                .OrderBy(edit => edit.Span.Start),
        ];
        return RenameCheck.WhyNot(document, symbol, name, edits) is { } harm
            ? new RenameResult.Refused(harm, IsOfName: true)
            : new RenameResult.Renamed(edits);
    }

    /// <summary>
    /// What is renamed at an offset. At a slug it is that row, also if an earlier row has the slug. At another name of a row it is its slug
    /// only if that comes from the name.
    /// </summary>
    private static CatalogSymbol? SymbolAt(CatalogDocument document, int offset)
    {
        if (CatalogSymbol.At(document, offset) is not { Node: { } node } symbol)
        {
            return null;
        }

        if (!symbol.IsAtDeclaration || symbol.Row is null)
        {
            return symbol;
        }

        var row = document.Index.RowAt(offset)!;
        return row.SlugNode is { } slug && !ReferenceEquals(slug, node) ? null : symbol.For(row);
    }

    private static string? WhyNot(CatalogDocument document, CatalogSymbol symbol) =>
        !document.IsWhole ? "Correct the JSON of this file first: not every reference can be found in it."
        : symbol.Row is { Node: StringSyntax name }
            ? $"{ShownText.Quote(name.Value)} is the provider's name of the model. Give the model a row with a `slug` first."
        : symbol.Row is null && document.Index.AutoNode is null
            ? "Auto's slug is not written in this file. Write it as `slug` of the `router` block first."
        : null;

    private static string? WhyNotTo(CatalogDocument document, CatalogSymbol symbol, string name)
    {
        var index = document.Index;
        return name.Length == 0 ? "The new slug is empty. Give a name."
            : ShownText.HasControl(name) || ShownText.HasWhiteSpace(name)
                ? $"A slug has no spaces. Did you mean {ShownText.Quote(SlugAssignment.Derive(name))}?"
            : IsTorn(name) ? "The new slug contains half of a character."
            : index.Find(name) is { } other && !ReferenceEquals(other, symbol.Row)
                ? $"Another row has the slug {ShownText.Quote(name)}: line {LineOf(document, other)}. Choose another name."
            : name == index.Auto && symbol.Row is not null ? $"Auto has the slug {ShownText.Quote(name)}. Choose another name."
            : null;
    }

    private static SpanEdit Declared(CatalogDocument document, CatalogSymbol symbol, string written) =>
        symbol.Row is not { } row ? new(WrittenText.ContentOf(document, document.Index.AutoNode!), written)
        : row.SlugNode is { } slug ? new(WrittenText.ContentOf(document, slug), written)
        : SlugInsertion.Of(document, (ObjectSyntax)row.Node, written);

    private static string LineOf(CatalogDocument document, IndexedRow row) =>
        (document.Lines.LineOf(row.Node.Start) + 1).ToString(CultureInfo.InvariantCulture);

    private static bool IsTorn(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (char.IsSurrogate(name[at]) && !(at + 1 < name.Length && char.IsSurrogatePair(name[at], name[++at])))
            {
                return true;
            }
        }

        return false;
    }
}
