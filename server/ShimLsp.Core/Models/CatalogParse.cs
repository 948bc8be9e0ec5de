using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>The result of reading a models.json.</summary>
/// <param name="Catalog">The catalog; null if the text as a whole cannot be read.</param>
/// <param name="Problems">The problems, in the text's order. Their <see cref="CatalogProblem.Source"/> is not set.</param>
public sealed record CatalogParse(Catalog? Catalog, ImmutableArray<CatalogProblem> Problems);
