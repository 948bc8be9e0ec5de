using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>The report as a person reads it, in lines of at most 100 characters.</summary>
/// <param name="terminal">Where.</param>
internal sealed class EvaluationView(TerminalStreams terminal)
{
    private const int LongestName = 20;
    private const int MostPairs = 6;
    private const string None = "-";

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    public void Write(EvaluationReport report)
    {
        // Of one bench, all rows together are that bench.
        ImmutableArray<BenchReport> parts = report.Benches.Length > 1 ? [.. report.Benches, report.Pooled] : report.Benches;
        var benches = report.Benches.Length > 1 ? $"{report.Benches.Length} benches" : "1 bench";
        Say($"{Count(report.Pooled.Tasks)} tasks of {benches} in {report.File}, scored by {report.Scorer}.");
        WriteModels(report.Pairs);
        WriteCurves(parts);
        WriteAtThreshold(report.Threshold, parts);
        WriteSweep(report);
        Say("APGR: how much of the gap between the models is recovered, averaged over every share of calls to", Tone.Dim);
        Say("the strong one (random: 0.5). CPT: the share of calls that recovers 50 or 80 % of it. CAL. ERR: how", Tone.Dim);
        Say("far a score is from the observed success rate.", Tone.Dim);
    }

    private void WriteModels(ImmutableArray<PairReport> pairs)
    {
        terminal.Out.WriteLine();
        var table = new Table("WEAK", ">STRENGTH", "STRONG", ">STRENGTH", ">TASKS");
        foreach (var pair in pairs.Take(MostPairs))
        {
            table.Add(Cut(pair.Weak.Model, 32), Strength(pair.Weak), Cut(pair.Strong.Model, 32), Strength(pair.Strong), Count(pair.Tasks));
        }

        table.WriteTo(terminal);
        if (pairs.Length > MostPairs)
        {
            Say($"and {pairs.Length - MostPairs} more pairs: see --json", Tone.Dim);
        }

        if (pairs.Any(pair => pair.IsByRole))
        {
            Say("by role: their known strengths do not rank the strong one first, so the file's roles are used.", Tone.Dim);
        }
    }

    private void WriteCurves(ImmutableArray<BenchReport> parts)
    {
        Heading("OVER ALL THRESHOLDS");
        var table = new Table(
            "BENCH",
            ">TASKS",
            ">WEAK",
            ">STRONG",
            ">APGR",
            ">95 % INTERVAL",
            ">5 % BOUND",
            ">CPT50",
            ">CPT80",
            ">CAL. ERR"
        );
        foreach (var part in parts)
        {
            var interval = part.Interval is { Low: { } low, High: { } high } ? $"{Figure(low)}..{Figure(high)}" : None;
            table.Add(
                Name(part),
                Count(part.Tasks),
                Figure(part.Weak),
                Figure(part.Strong),
                new(Figure(part.Apgr), Tone.Strong),
                interval,
                Figure(part.Interval?.LowerBound),
                Percent(part.Cpt50),
                Percent(part.Cpt80),
                Figure(part.CalibrationError)
            );
        }

        table.WriteTo(terminal);
        foreach (var part in parts)
        {
            if (part.Apgr is null)
            {
                Say($"{Name(part).Text}: the strong model is not better on average, so there is no gap to recover.", Tone.Warning);
            }
            else if (part.Interval is { LowerBound: null } or { Low: null } or { High: null })
            {
                Say($"{Name(part).Text}: too few rows for an interval.", Tone.Warning);
            }
        }
    }

    private void WriteAtThreshold(double threshold, ImmutableArray<BenchReport> parts)
    {
        Heading($"AT THE THRESHOLD {Threshold(threshold)}");
        var hasDollars = parts.Any(part => part.Dollars is not null);
        var hasShares = parts.Any(part => part.AtThreshold.CostShare is not null);
        var table = Columns(
            ["BENCH", ">TO STRONG", ">QUALITY", ">RECOVERED"],
            [">COST", ">ALL WEAK", ">ALL STRONG"],
            hasDollars,
            hasShares
        );
        foreach (var part in parts)
        {
            var point = part.AtThreshold;
            Cell[] dollars = hasDollars ? [Dollars(point.Dollars), Dollars(part.Dollars?.Weak), Dollars(part.Dollars?.Strong)] : [];
            Cell[] shares = hasShares ? [Percent(point.CostShare)] : [];
            table.Add([Name(part), Percent(point.ToStrong), Figure(point.Quality), Percent(point.Recovered), .. dollars, .. shares]);
        }

        table.WriteTo(terminal);
        Say(
            hasDollars ? "Cost: US dollars for all tasks, estimated: 4 bytes a token in; out the model's limit, at most 1,000."
                : hasShares ? "Cost share: of the cost of the strong model alone, by the relative costs of the catalog."
                : "Costs are known only if both models are in the catalog, by slug or by `model`.",
            Tone.Dim
        );
    }

    private void WriteSweep(EvaluationReport report)
    {
        Heading(report.Benches.Length > 1 ? "THRESHOLDS, ALL TOGETHER" : "THRESHOLDS");
        var hasShares = report.Pooled.AtThreshold.CostShare is not null;
        var table = Columns(["", ">THRESHOLD", ">TO STRONG", ">QUALITY", ">RECOVERED"], [], hasDollars: false, hasShares);
        foreach (var point in report.Pooled.Sweep)
        {
            var isGiven = point.Threshold == report.Threshold;
            Cell[] shares = hasShares ? [Percent(point.CostShare)] : [];
            table.Add([
                isGiven ? "●" : " ",
                new(point.Threshold.ToString("0.0000", CultureInfo.InvariantCulture), isGiven ? Tone.Strong : Tone.Plain),
                Percent(point.ToStrong),
                Figure(point.Quality),
                Percent(point.Recovered),
                .. shares,
            ]);
        }

        table.WriteTo(terminal);
        terminal.Out.WriteLine();
    }

    private static Table Columns(string[] always, string[] dollars, bool hasDollars, bool hasShares) =>
        new([.. always, .. hasDollars ? dollars : [], .. hasShares ? [">COST SHARE"] : Array.Empty<string>()]);

    private void Heading(string text)
    {
        terminal.Out.WriteLine();
        Say(text, Tone.Strong);
    }

    private void Say(string line, Tone tone = Tone.Plain) => terminal.WriteLine(line, tone);

    private static Cell Name(BenchReport part) => part.Bench is { } bench ? Cut(bench, LongestName) : new("all together", Tone.Strong);

    private static Cell Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";

    private static Cell Strength(EvaluatedModel model) =>
        $"{model.Strength.ToString("0.00", CultureInfo.InvariantCulture)} by {model.Source}";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Figure(double? figure) => figure?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    private static string Percent(double? share) =>
        share is { } figure ? string.Create(CultureInfo.InvariantCulture, $"{100 * figure:0.0} %") : None;

    private static string Threshold(double threshold) => threshold.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Dollars(double? dollars) =>
        dollars switch
        {
            null => None,
            < 1 and > 0 => dollars.Value.ToString("$0.0000", CultureInfo.InvariantCulture),
            _ => dollars.Value.ToString("$#,0.00", CultureInfo.InvariantCulture),
        };
}
