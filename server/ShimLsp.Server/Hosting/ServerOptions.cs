using ShimLsp.Core.Classifying;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Hosting;

/// <summary>The options of a server.</summary>
internal sealed record ServerOptions
{
    /// <summary>The machine.</summary>
    public required HostEnvironment Host { get; init; }

    /// <summary>Where log lines go.</summary>
    public required TextWriter Stderr { get; init; }

    /// <summary>The command line's <c>--models</c>; null without it.</summary>
    public string? ModelsOption { get; init; }

    /// <summary>The command line's <c>--clientProcessId</c>; null without it.</summary>
    public int? ClientProcess { get; init; }

    /// <summary>The scorer that always answers.</summary>
    public IScorer Embedded { get; init; } = new EmbeddedScorer();

    /// <summary>What was spent before this process, and what others spend; null for what the ledger has.</summary>
    public ISpendingHistory? Spent { get; init; }

    /// <summary>Makes the configured classifier; null for the one that asks the model.</summary>
    public IClassifiers? Classifiers { get; init; }

    /// <summary>Whether telemetry is exported if the environment asks for it. Not for a command that is over in a moment.</summary>
    public bool ExportsTelemetry { get; init; } = true;

    /// <summary>Makes the connections over which models are called; null for those of the process.</summary>
    public Func<Connections>? Connections { get; init; }
}
