using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers;

/// <summary>
/// One session's keys. A key is read for each call and not kept longer. This is a port: the catalogs' side of the server knows where keys
/// are.
/// </summary>
internal interface IKeys
{
    /// <summary>The key that goes with a call to that model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The key, printable ASCII only; null if its row needs none.</returns>
    /// <exception cref="UpstreamException">
    /// The key is missing, or a header cannot carry it. Then it is never sent. The message contains no part of it.
    /// </exception>
    string? Read(ModelSpec model);
}
