using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>Makes a scorer of a model. A port: what stands behind it calls the person's own model.</summary>
public interface IClassifiers
{
    /// <summary>The scorer that asks that model; null where this build cannot call it.</summary>
    /// <param name="model">The model that the catalog or the settings name as classifier.</param>
    IScorer? For(ModelSpec model);
}
