using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A text read as a catalog, with the drafts that the catalog was made of.</summary>
/// <param name="Parse">The catalog and the problems.</param>
/// <param name="Root">The tree; null if the text contains no value.</param>
internal sealed record CatalogReading(CatalogParse Parse, JsonSyntax? Root)
{
    /// <summary>The list of models in the text; null if there is none.</summary>
    public ArraySyntax? Models { get; init; }

    /// <summary>The rows that were read, in the order of the catalog's models.</summary>
    public ImmutableArray<RowDraft> Rows { get; init; } = [];

    /// <summary>The router block.</summary>
    public RouterDraft Router { get; init; } = RouterDraft.Absent;
}
