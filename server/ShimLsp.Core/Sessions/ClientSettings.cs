using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>The client's settings, and the problems in them.</summary>
/// <param name="Values">The usable settings.</param>
/// <param name="Problems">What could not be used, and why.</param>
public sealed record ClientSettings(ShimSettings Values, ImmutableArray<CatalogProblem> Problems)
{
    /// <summary>Nothing set.</summary>
    public static ClientSettings Empty { get; } = new(ShimSettings.Empty, []);
}
