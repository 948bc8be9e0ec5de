using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Classifier;
using ShimLsp.Server.Providers.Endpoints;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers;

/// <summary>All models that can be asked. Sessions share the connections; each uses its own keys.</summary>
/// <param name="clock">Time.</param>
/// <param name="limits">How long a call may take, and how much it may bring; null for what serves people.</param>
/// <param name="connections">The connections; null for those of the process. Disposed with this.</param>
/// <param name="memory">The memory that all replies share; null for one of its own.</param>
internal sealed class ModelProviders(
    TimeProvider clock,
    CallLimits? limits = null,
    Connections? connections = null,
    ReplyMemory? memory = null
) : IDisposable
{
    private readonly CallLimits limits = limits ?? new();
    private readonly ReplyMemory memory = memory ?? new(clock);
    private readonly Connections connections = connections ?? new(limits ?? new());

    /// <summary>Asks models with a session's keys.</summary>
    /// <param name="keys">The session's keys.</param>
    /// <param name="logger">Takes what translation leaves out; null for nobody.</param>
    public IUpstream UpstreamWith(IKeys keys, ILogger? logger = null) =>
        new ProviderUpstream(connections, keys, limits, clock, memory, new(logger));

    /// <summary>Makes classifiers that ask models with a session's keys.</summary>
    /// <param name="keys">The session's keys.</param>
    public IClassifiers ClassifiersWith(IKeys keys) => new ModelClassifiers(UpstreamWith(keys));

    /// <summary>Asks endpoints that no catalog names yet.</summary>
    /// <param name="known">The models that the program knows without being told.</param>
    public IEndpoints EndpointsWith(Lazy<ImmutableArray<ModelSpec>> known) => new EndpointCalls(this, connections, clock, memory, known);

    /// <summary>Lists the models of the endpoints of a catalog, with a session's keys.</summary>
    /// <param name="keys">The session's keys.</param>
    /// <param name="known">The models that the program knows without being told.</param>
    public IModelLists ListsWith(IKeys keys, Lazy<ImmutableArray<ModelSpec>> known) =>
        new RowLists(new EndpointCalls(this, connections, clock, memory, known), keys);

    /// <inheritdoc/>
    public void Dispose() => connections.Dispose();
}
