using System.Collections.Immutable;

namespace ShimLsp.Soak.Facts;

/// <summary>
/// What a run draws from, made from its seed: few enough catalogs and tasks that the same question comes again in other sessions and
/// other processes, so that answers can be held against one another.
/// </summary>
internal sealed class Palette
{
    private const int Catalogs = 24;
    private const int TaskCount = 48;

    private static readonly ImmutableArray<string> Slugs = ["ash", "birch", "cedar", "elm", "fir", "larch", "oak", "pine"];

    private static readonly ImmutableArray<string> Lines =
    [
        "Rename the variable.",
        "Find out why the test \"reads_a_half_written_file\" fails on Windows only, and mend the cause.",
        "Design the migration of the storage layer to an append-only log; keep every public signature.",
        "    if (buffer.Length < count) { return null; }",
        "Prove that the scheduler cannot starve a waiter, or give a counterexample.",
        "Write a docstring.",
    ];

    /// <summary>Draws.</summary>
    /// <param name="seed">The run's seed.</param>
    public Palette(int seed)
    {
        var random = new Random(seed);
        AllCatalogs = [.. Enumerable.Range(0, Catalogs).Select(number => Catalog(random, number))];
        Tasks = [.. Enumerable.Range(0, TaskCount).Select(number => Task(random, number))];
    }

    /// <summary>Auto's slug.</summary>
    public static string Auto => "auto";

    /// <summary>The catalogs, no two with the same bytes.</summary>
    public ImmutableArray<CatalogFacts> AllCatalogs { get; }

    /// <summary>The tasks, all different.</summary>
    public ImmutableArray<string> Tasks { get; }

    /// <summary>Settings that a client may push: a cache that is small, off, short-lived, or as the catalog has it.</summary>
    public static ImmutableArray<SettingsFacts> AllSettings { get; } =
    [
        new(),
        new(Threshold: 0.5),
        new(Threshold: 0.9, Capacity: 8),
        new(Capacity: 3),
        new(Cache: false),
        new(Capacity: 4096, TimeToLive: TimeSpan.FromSeconds(1.5)),
    ];

    /// <summary>One of a list.</summary>
    public static T One<T>(Random random, ImmutableArray<T> from) => from[random.Next(from.Length)];

    private static CatalogFacts Catalog(Random random, int number)
    {
        var count = random.Next(2, 7);
        var chosen = Slugs.OrderBy(_ => random.Next()).Take(count).ToArray();
        return new(
            $"catalog {number}",
            [
                .. chosen.Select(
                    (slug, at) =>
                        new ModelFacts(
                            slug,
                            Cost: random.Next(1, 10) + (number / 64.0), // tells the catalog a candidate comes from
                            Strength: Math.Round(0.2 + (0.7 * random.NextDouble()), 3),
                            Images: at == 0 || random.Next(2) == 0,
                            Tools: at == 1 || random.Next(3) > 0,
                            ContextWindow: at == 0 ? 200_000 : random.Next(1, 4) * 8_000
                        )
                ),
            ],
            Threshold: random.Next(2) == 0 ? 0.7 : 0.8,
            Capacity: random.Next(3) switch
            {
                0 => 16,
                1 => 64,
                _ => 256,
            }
        );
    }

    private static string Task(Random random, int number) =>
        $"Ticket {number}.\n" + string.Join('\n', Enumerable.Range(0, random.Next(1, 8)).Select(_ => Lines[random.Next(Lines.Length)]));
}
