using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>Finds out whether a gateway shares its state, and where.</summary>
internal static class SharingOf
{
    // A build with -p:ShimLspShared=false leaves the library out.
    [FeatureSwitchDefinition("ShimLsp.Shared")]
    private static bool IsBuiltIn => !AppContext.TryGetSwitch("ShimLsp.Shared", out var isBuiltIn) || isBuiltIn;

    /// <summary>
    /// Reads the person's own catalog, or the one that the command line names. A workspace's file is not asked: it came with a clone, and
    /// would send what this gateway knows to a place of its own.
    /// </summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="logger">The log.</param>
    /// <returns>Null if nothing is shared.</returns>
    /// <exception cref="GatewayStartException">The setting cannot be used.</exception>
    public static ISharing? Catalog(ServerOptions options, ILogger logger)
    {
        var host = options.Host;
        var path = options.ModelsOption is { } named ? host.Expand(named, host.WorkingDirectory) : host.UserCatalog;
        return
            path is not null
            && FileRead.Of(path, CatalogSearch.MostBytes) is FileRead.Content { Bytes: var bytes }
            && CatalogParser.Parse(bytes).Catalog?.Gateway.Shared is { } spec
            ? OpenIfBuiltIn(spec, Path.GetDirectoryName(path)!, host, logger)
            : null;
    }

#pragma warning disable CA1859 // With the type of the connection each caller of this would load the library.
    private static ISharing OpenIfBuiltIn(SharedSpec spec, string folder, HostEnvironment host, ILogger logger) =>
        IsBuiltIn
            ? Open(spec, folder, host, logger)
            : throw new GatewayStartException(
                "`shared` of `gateway` in models.json needs a shim-lsp with Redis in it. The one of the VS Code extension has none: take "
                    + "that of a release."
            );

    // The library is loaded with the method that names it. Its time is that of a network, which no test can move.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ISharing Open(SharedSpec spec, string folder, HostEnvironment host, ILogger logger) =>
        new RedisLink(SharedSetting.Of(spec, folder, host), TimeProvider.System, logger);
#pragma warning restore CA1859
}
