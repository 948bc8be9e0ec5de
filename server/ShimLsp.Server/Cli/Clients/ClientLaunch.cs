using System.Collections.Immutable;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>How to start a client, beside what the person asks of it.</summary>
internal sealed record ClientLaunch
{
    /// <summary>Environment variables to set, or to remove if the value is null.</summary>
    public ImmutableArray<KeyValuePair<string, string?>> Environment { get; init; } = [];

    /// <summary>Arguments that come before the person's own.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Files of the run's private folder, by name, and their text.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Files { get; init; } = [];
}
