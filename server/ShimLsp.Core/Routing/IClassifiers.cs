using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>Makes a scorer of a model. A port: what stands behind it calls the person's own model.</summary>
public interface IClassifiers
{
    /// <summary>
    /// The scorer that asks that model; null where it cannot be called. It throws <see cref="UnusableReplyException"/> where a reply holds
    /// no scores. Cheap: asked for with every request.
    /// </summary>
    /// <param name="model">The model that the catalog or the settings name as classifier.</param>
    /// <param name="maxTokens">The longest reply, in tokens.</param>
    IScorer? For(ModelSpec model, int maxTokens);
}
