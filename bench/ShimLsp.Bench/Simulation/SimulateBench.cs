using System.Globalization;
using ShimLsp.Core.Models;
using static ShimLsp.Bench.Simulation.TextTable;

namespace ShimLsp.Bench.Simulation;

/// <summary>
/// A day of many developers against the router's own caches. Equal command lines print the same bytes: nothing that is printed was timed
/// in the run.
/// </summary>
internal static class SimulateBench
{
    private const string Usage = "simulate [--developers N] [--sample N] [--seed N] [--replicas N]";

    /// <summary>Simulates, and prints the tables.</summary>
    /// <param name="words">The command line after <c>simulate</c>.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>
    /// The exit code: 0; 1 if gateways that share gave a stale decision or another developer's; 2 for a wrong command line.
    /// </returns>
    public static int Run(ReadOnlySpan<string> words, TextWriter output)
    {
        if (SimulateOptions.Parse(words) is not { } options)
        {
            output.WriteLine(Usage);
            return 2;
        }

        var catalog = CatalogParser.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models.json"))).Catalog!;
        output.WriteLine(
            $"A day of {options.Developers:N0} developers, of whom {options.Sample:N0} are simulated; seed {options.Seed}; "
                + $"{options.Replicas:N0} gateways."
        );
        output.WriteLine();
        var days = Together(options, catalog, output);
        var sharing = days[^1];
        FleetReport.Write(Base(options), sharing.Counts, output);
        Sensitivity(options, catalog, output);
        return days.All(day => day.Counts.Crossed == 0 && (!day.Scenario.IsSharing || day.Counts.Stale == 0)) ? 0 : 1;
    }

    private static List<(Scenario Scenario, DayCounts Counts)> Together(SimulateOptions options, Catalog catalog, TextWriter output)
    {
        var one = Base(options) with { Replicas = 1, Sessions = int.MaxValue, IsSticky = true, IsSharing = false };
        Scenario[] scenarios =
        [
            one,
            Base(options) with
            {
                IsSticky = true,
                IsSharing = false,
            },
            Base(options) with
            {
                IsSticky = false,
                IsSharing = false,
            },
            Base(options) with
            {
                IsSticky = true,
                IsSharing = true,
            },
            Base(options) with
            {
                IsSticky = false,
                IsSharing = true,
            },
        ];
        var table = new TextTable(
            "gateways",
            "hit rate, %",
            "own cache, %",
            "shared, %",
            "coalesced, %",
            "classifications",
            "sessions opened",
            "commands a route",
            "decisions",
            "stale",
            "crossed"
        );
        List<(Scenario, DayCounts)> days = [];
        foreach (var scenario in scenarios)
        {
            var counts = Day.Run(scenario, catalog);
            days.Add((scenario, counts));
            table.Add(
                Name(scenario),
                Percent(counts.HitRate),
                Percent((double)counts.Own / counts.Requests),
                Percent((double)counts.Shared / counts.Requests),
                Percent((double)counts.Coalesced / counts.Requests),
                Number((double)counts.Classifications / counts.Active),
                Number((double)counts.Opened / counts.Active),
                Number((double)counts.Commands / counts.Requests),
                counts.Requests.ToString("N0", CultureInfo.InvariantCulture),
                counts.Stale.ToString("N0", CultureInfo.InvariantCulture),
                counts.Crossed.ToString("N0", CultureInfo.InvariantCulture)
            );
        }

        output.WriteLine("Classifications and sessions opened: a day and active developer.");
        output.WriteLine();
        table.Write(output);
        return days;
    }

    private static void Sensitivity(SimulateOptions options, Catalog catalog, TextWriter output)
    {
        var traffic = Base(options).Traffic;
        var sample = Math.Min(options.Sample, Math.Max(1_000, options.Sample / 5));
        (string, Traffic)[] changes =
        [
            ("as above", traffic),
            ("exponent 0.6", traffic with { Exponent = 0.6 }),
            ("exponent 1.0", traffic with { Exponent = 1.0 }),
            ("no text comes again", traffic with { Repeats = 0 }),
            ("31 % of new tasks come again", traffic with { Repeats = 0.31 }),
            ("21 requests a turn", traffic with { Requests = 21 }),
            ("1 request a turn", traffic with { Requests = 1 }),
            ("40 turns a day", traffic with { Turns = 40 }),
            ("a switch in each session", traffic with { Switches = 1 }),
            ("no second agents", traffic with { SecondAgents = 0 }),
        ];
        var table = new TextTable("if", "hit rate, %", "requests", "classifications", "commands a route", "stale");
        foreach (var (name, changed) in changes)
        {
            var counts = Day.Run(Base(options) with { Traffic = changed, Sample = sample }, catalog);
            table.Add(
                name,
                Percent(counts.HitRate),
                Number((double)counts.Requests / counts.Active),
                Number((double)counts.Classifications / counts.Active),
                Number((double)counts.Commands / counts.Requests),
                counts.Stale.ToString("N0", CultureInfo.InvariantCulture)
            );
        }

        output.WriteLine(
            $"What the result depends on: any gateway, sharing; {sample:N0} developers simulated; a day and active developer."
        );
        output.WriteLine();
        table.Write(output);
    }

    private static Scenario Base(SimulateOptions options) =>
        new()
        {
            Traffic = new Traffic { Developers = options.Developers },
            Sample = options.Sample,
            Seed = options.Seed,
            Replicas = options.Replicas,
            IsSticky = false,
            IsSharing = true,
        };

    private static string Name(Scenario scenario) =>
        scenario.Replicas == 1 && scenario.Sessions == int.MaxValue
            ? "one, without limits"
            : $"{scenario.Replicas:N0}, {(scenario.IsSticky ? "a developer's own" : "any")}, {(scenario.IsSharing ? "sharing" : "alone")}";

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
