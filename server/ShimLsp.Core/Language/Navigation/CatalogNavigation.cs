using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>A place in the text that names a row, or Auto.</summary>
/// <param name="Span">The name, without quotes.</param>
/// <param name="IsDeclaration">Whether it gives the name; else it only uses it.</param>
public sealed record SlugUse(TextSpan Span, bool IsDeclaration);

/// <summary>From a slug to its row, and from a row to everything that names it.</summary>
public static class CatalogNavigation
{
    /// <summary>Where the row, or Auto, is declared that an offset names; null for nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    public static TextSpan? DefinitionAt(CatalogDocument document, int offset) => CatalogSymbol.At(document, offset)?.Declaration;

    /// <summary>Every place that names the same as an offset, in the text's order, the declaration included; none for nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    public static ImmutableArray<SlugUse> UsesAt(CatalogDocument document, int offset)
    {
        if (CatalogSymbol.At(document, offset) is not { } symbol)
        {
            return [];
        }

        IEnumerable<SlugUse> declared = symbol.Declaration is { } declaration ? [new(declaration, IsDeclaration: true)] : [];
        return
        [
            .. declared
                .Concat(symbol.References.Select(one => new SlugUse(WrittenText.ContentOf(document, one.Node), IsDeclaration: false)))
                .OrderBy(use => use.Span.Start),
        ];
    }
}
