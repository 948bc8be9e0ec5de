using System.Collections.Immutable;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak.Gateway;

/// <summary>What all agents of a run share.</summary>
internal sealed record GatewayWorld
{
    /// <summary>The slug of Auto.</summary>
    public const string Auto = "auto";

    /// <summary>The models of each tenant, one of each format, the cheapest first.</summary>
    public static ImmutableArray<string> Slugs { get; } = ["fast", "deep", "wise"];

    /// <summary>Time.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>When the run began, of <see cref="Time"/>.</summary>
    public required long Began { get; init; }

    /// <summary>What all chance of the run comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>The mean time that an agent waits between two requests.</summary>
    public required TimeSpan Pause { get; init; }

    public required Stalls Stalls { get; init; }

    public Findings Findings { get; } = new();

    public Tally Tally { get; } = new();

    public Ledger Ledger { get; } = new();

    public Outages Outages { get; } = new();

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Now => Time.GetElapsedTime(Began);

    /// <summary>Notes what is wrong with a request.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="faults">What is wrong.</param>
    public void Add(Asked asked, params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Findings.Add(
                new(
                    fault.Kind,
                    $"{asked.Canary.Tenant}, agent {asked.Canary.Agent}",
                    fault.What,
                    [$"{asked.Start:c} {asked.Canary} named {asked.Named ?? "the active model"}", .. asked.Arrivals.Select(Line)]
                )
            );
        }

        static string Line(Arrival arrival) => $"-> {arrival.Model} with {arrival.Key}, upstream: {arrival.Outage}";
    }
}
