using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting;

/// <summary>What all workspaces of a connection share.</summary>
internal sealed record WorkspaceServices
{
    /// <summary>The machine.</summary>
    public required HostEnvironment Host { get; init; }

    /// <summary>The names of the environment variables that are set and not empty, which never change; null if not known.</summary>
    public required Lazy<FrozenSet<string>?> Variables { get; init; }

    /// <summary>Finds and reads catalogs.</summary>
    public required WorkspaceCatalogs Catalogs { get; init; }

    /// <summary>The memory between runs.</summary>
    public required StateFolder State { get; init; }

    /// <summary>Notices changed files.</summary>
    public required FileWatch Watch { get; init; }

    /// <summary>The time of day, to compare with that of a file.</summary>
    public required Func<DateTimeOffset> Now { get; init; }

    /// <summary>Makes a workspace's keys.</summary>
    public required Func<WorkspaceKeys> KeysOf { get; init; }

    /// <summary>The ports of a session, given its folder as the client named it and as it is here, and its keys.</summary>
    public required Func<string?, FolderPath?, WorkspaceKeys, SessionPorts> PortsFor { get; init; }

    /// <summary>Asks the person for grants; must return at once. Each pair is asked for once in a run.</summary>
    public required Action<Workspace, ImmutableArray<CredentialGrant>> AskForGrants { get; init; }

    /// <summary>Told that a key was given or taken back, whether or not a row in force uses it. Must return at once.</summary>
    public required Action KeySet { get; init; }

    /// <summary>Told of the settings that a client set, for what in them belongs to no session.</summary>
    public required Action<ClientSettings> SettingsTaken { get; init; }

    /// <summary>Reports a problem that does not belong to a catalog, such as a state folder that cannot be written.</summary>
    public required Action<CatalogProblem> Report { get; init; }

    /// <summary>The person's model for workspaces without a choice, if a catalog has it. One that is missing is no problem here.</summary>
    /// <param name="load">The catalog.</param>
    public ModelSlug? DefaultFor(CatalogLoad load) => State.Default is { } slug && load.State.Catalog?.Find(slug) is not null ? slug : null;
}
