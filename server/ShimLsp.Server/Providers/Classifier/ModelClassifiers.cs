using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Classifier;

/// <summary>Makes scorers that ask models. A session has one classifier at a time, so the last one is kept for the next request.</summary>
/// <param name="upstream">Asks models.</param>
internal sealed class ModelClassifiers(IUpstream upstream) : IClassifiers
{
    private volatile ModelScorer? last;

    /// <inheritdoc/>
    public IClassifier? For(ModelSpec model, int maxTokens) =>
        last is { } same && same.Asks(model, maxTokens) ? same : last = new ModelScorer(upstream, model, maxTokens);
}
