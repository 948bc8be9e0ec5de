using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>What came of reading a models.json.</summary>
/// <param name="Catalog">The catalog; null if the text as a whole cannot be read.</param>
/// <param name="Problems">What is wrong, in the text's order; its sources are not set.</param>
public sealed record CatalogParse(Catalog? Catalog, ImmutableArray<CatalogProblem> Problems);
