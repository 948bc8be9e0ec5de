using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Classifier;

namespace ShimLsp.Server.Providers;

/// <summary>Everybody who can be asked: the connections that all sessions share, and what each makes of them with its own keys.</summary>
/// <param name="clock">Time.</param>
internal sealed class ModelProviders(TimeProvider clock) : IDisposable
{
    /// <summary>Asks models with a session's keys.</summary>
    /// <param name="keys">The session's keys.</param>
    public IUpstream UpstreamWith(IKeys keys) => new Nobody(clock, keys);

    /// <summary>Makes classifiers that ask models with a session's keys.</summary>
    /// <param name="keys">The session's keys.</param>
    public IClassifiers ClassifiersWith(IKeys keys) => new ModelClassifiers(UpstreamWith(keys));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed record Nobody(TimeProvider Clock, IKeys Keys) : IUpstream, IClassifiers
    {
        public ChatRead Read(ChatRequest request) => new(null, "messages", "not yet");

        public IScorer? For(ModelSpec model, int maxTokens) => null;
    }
}
