using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// Looks at endpoints on this machine, so that a model counts as available only if something is there. This is a port: its implementation
/// connects, sends no key and no task, and asks no other machine.
/// </summary>
public interface ILocalEndpoints
{
    /// <summary>Looks at every endpoint of a catalog that is on this machine. It never fails, and ends within two seconds.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found, by model. Models elsewhere are not in it.</returns>
    Task<ImmutableArray<EndpointLook>> LookAsync(Catalog catalog, CancellationToken cancellationToken);
}
