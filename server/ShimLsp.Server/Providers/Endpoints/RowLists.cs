using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Endpoints;

/// <summary>Lists the models of a catalog's endpoints: as an endpoint that no catalog names is asked, with the key of the row.</summary>
/// <param name="calls">Asks endpoints.</param>
/// <param name="keys">The keys of the session.</param>
internal sealed class RowLists(EndpointCalls calls, IKeys keys) : IModelLists
{
    /// <inheritdoc/>
    public Task<EndpointModels> ListAsync(ModelSpec row, CancellationToken cancellationToken) =>
        calls.ListAsync(row, keys.Read(row), cancellationToken);
}
