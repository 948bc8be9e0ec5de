using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary>Keeps a client's requests to the gateway away from the person's proxy.</summary>
internal static class DirectPath
{
    private const string ThisMachine = "127.0.0.1";

    // A program reads one of them. If only the other is set, that one counts.
    private static readonly ImmutableArray<string> Names = ["NO_PROXY", "no_proxy"];

    /// <summary>The variables that name whom to ask directly, with this machine among them.</summary>
    /// <param name="host">The machine.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Variables(HostEnvironment host) =>
        from name in Names
        let before = Names.Prepend(name).Select(host.Variable).FirstOrDefault(value => !string.IsNullOrEmpty(value))
        select KeyValuePair.Create<string, string?>(name, before is null ? ThisMachine : $"{before},{ThisMachine}");
}
