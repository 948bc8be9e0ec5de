using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers;

/// <summary>
/// One session's keys. A key is read for each call and not kept longer. This is a port: the catalogs' side of the server knows where keys
/// are.
/// </summary>
internal interface IKeys
{
    /// <summary>The key and the headers that go with a call to that model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="UpstreamException">
    /// A key, or what a header refers to, is missing, or a header cannot carry it. Then nothing is sent. The message contains no part of
    /// it.
    /// </exception>
    CallCredentials Read(ModelSpec model);
}
