using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>How the router chooses among scores.</summary>
/// <param name="Threshold">The lowest score that is good enough, 0..1.</param>
/// <param name="Default">The model that is chosen if no score is usable; null for the cheapest.</param>
public sealed record RoutingPolicy(double Threshold, ModelSlug? Default)
{
    /// <summary>The policy of a resolved router block.</summary>
    /// <param name="router">The catalog's block with the editor's settings applied.</param>
    public static RoutingPolicy Of(RouterSpec router) => new(router.Threshold, router.Default);
}
