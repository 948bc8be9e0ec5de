using System.Globalization;

namespace ShimLsp.Fuzz;

/// <summary>What a command is asked for.</summary>
internal sealed record FuzzOptions
{
    /// <summary>The one target; null for all.</summary>
    public string? Target { get; init; }

    /// <summary>How many inputs to execute, over all targets.</summary>
    public long Executions { get; init; } = 1_200_000;

    /// <summary>How long at most, over all targets.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Makes the run; one seed, one corpus and one build make one run.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Whether to go on from what earlier runs found, rather than from the kept corpus alone.</summary>
    public bool Resume { get; init; }

    /// <summary>One input, escaped; null for the whole corpus.</summary>
    public string? Input { get; init; }

    /// <summary>Reads <c>--name value</c> pairs; null if one is not known or not a number.</summary>
    public static FuzzOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new FuzzOptions();
        for (var at = 0; at < args.Count; at += 2)
        {
            var value = at + 1 < args.Count ? args[at + 1] : "";
            var isNumber = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[at])
            {
                case "--target" when value.Length > 0:
                    options = options with { Target = value };
                    break;
                case "--executions" when isNumber:
                    options = options with { Executions = number };
                    break;
                case "--seconds" when isNumber:
                    options = options with { Time = TimeSpan.FromSeconds(number) };
                    break;
                case "--seed" when isNumber && number <= int.MaxValue:
                    options = options with { Seed = (int)number };
                    break;
                case "--input":
                    options = options with { Input = value };
                    break;
                case "--resume":
                    options = options with { Resume = true };
                    at--;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
