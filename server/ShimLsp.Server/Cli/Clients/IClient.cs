using System.Collections.Immutable;
using ShimLsp.Server.Cli.Connect;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>A coding agent that can work through the gateway. Each has a file here and a row in <see cref="ClientTable"/>.</summary>
internal interface IClient
{
    /// <summary>What a person calls it on our command line.</summary>
    string Name { get; }

    /// <summary>Its maker's name for it.</summary>
    string Title { get; }

    /// <summary>The program that starts it, as in <c>PATH</c>.</summary>
    string Program { get; }

    /// <summary>The command that installs it.</summary>
    string Install { get; }

    /// <summary>What it needs to use a gateway for one run. The person's own configuration stays in force for everything else.</summary>
    /// <param name="gateway">The gateway.</param>
    ClientLaunch LaunchWith(ClientGateway gateway);

    /// <summary>What its own picker of models would change for good in a run; null for nothing.</summary>
    /// <param name="host">The machine.</param>
    KeptDefaults? KeepFor(HostEnvironment host) => null;

    /// <summary>The files of its configuration, and how each is edited to use a gateway for good. Empty if it has none.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="host">The machine.</param>
    ImmutableArray<ConfigFile> ConnectTo(ClientGateway gateway, HostEnvironment host);
}
