using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers;

/// <summary>
/// One session's keys, read at use and held no longer than a call. A port: the catalogs' side of the house knows where they are.
/// </summary>
internal interface IKeys
{
    /// <summary>The key that goes with a call to that model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The key, printable ASCII only; null if its row needs none.</returns>
    /// <exception cref="UpstreamException">
    /// It cannot be had, or is nothing that a header can carry: never sent then. Its message holds no part of it.
    /// </exception>
    string? Read(ModelSpec model);
}
