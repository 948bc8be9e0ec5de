using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// Lists the models of an endpoint that a row of the catalog names, with that row's key and headers. This is a port: its implementation
/// sends a key only where the person allowed it.
/// </summary>
public interface IModelLists
{
    /// <summary>Lists them. One request, without retries.</summary>
    /// <param name="row">The row. Its model does not matter.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UpstreamException">There is no list, it cannot be read, or the row's key must not be sent.</exception>
    Task<EndpointModels> ListAsync(ModelSpec row, CancellationToken cancellationToken);
}
