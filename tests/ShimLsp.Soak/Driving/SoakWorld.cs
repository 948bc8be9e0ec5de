using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak.Driving;

/// <summary>What all connections of a run share.</summary>
internal sealed record SoakWorld
{
    /// <summary>The server: a binary, or the JIT build's assembly.</summary>
    public required string Server { get; init; }

    /// <summary>The temporary folder that holds everything.</summary>
    public required string Root { get; init; }

    /// <summary>What the servers take for the person's home: one state folder for all of them.</summary>
    public required string Home { get; init; }

    /// <summary>What all chance of the run comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>Requests per second that a connection does not exceed, so that a machine that others use stays usable.</summary>
    public required double RatePerLane { get; init; }

    public required TimeProvider Time { get; init; }

    public required Palette Palette { get; init; }

    public required Stalls Stalls { get; init; }

    public required Saboteur Saboteur { get; init; }

    public Findings Findings { get; } = new();

    public ScoreBook Book { get; } = new();

    public Tally Tally { get; } = new();
}
