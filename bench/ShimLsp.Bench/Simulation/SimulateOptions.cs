using System.Globalization;

namespace ShimLsp.Bench.Simulation;

/// <summary>What the command line of <c>simulate</c> asks for.</summary>
internal sealed record SimulateOptions
{
    /// <summary>How many developers there are.</summary>
    public int Developers { get; init; } = 1_000_000;

    /// <summary>How many of them are simulated.</summary>
    public int Sample { get; init; } = 20_000;

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The gateways.</summary>
    public int Replicas { get; init; } = 100;

    /// <summary>Reads a command line.</summary>
    /// <param name="words">What comes after <c>simulate</c>.</param>
    /// <returns>Null if it is wrong.</returns>
    public static SimulateOptions? Parse(ReadOnlySpan<string> words)
    {
        var options = new SimulateOptions();
        for (; !words.IsEmpty; words = words[2..])
        {
            if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            if (With(options, words[0], number) is not { } next)
            {
                return null;
            }

            options = next;
        }

        var isPossible = options is { Developers: > 0, Sample: > 0, Replicas: > 0 };
        return isPossible ? options with { Sample = Math.Min(options.Sample, options.Developers) } : null;
    }

    private static SimulateOptions? With(SimulateOptions options, string name, int number) =>
        name switch
        {
            "--developers" => options with { Developers = number },
            "--sample" => options with { Sample = number },
            "--seed" => options with { Seed = (ulong)number },
            "--replicas" => options with { Replicas = number },
            _ => null,
        };
}
