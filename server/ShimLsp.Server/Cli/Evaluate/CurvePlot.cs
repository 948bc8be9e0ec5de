using System.Globalization;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>
/// The curves as a picture: how much of the gap between the models is recovered, for which share of calls to the strong one. In
/// shares of its own gap each bench can be compared with the others, and random is one diagonal for all.
/// </summary>
internal static class CurvePlot
{
    private const int Width = 920;
    private const int Height = 560;
    private const int Left = 88;
    private const int Right = 620;
    private const int Top = 76;
    private const int Bottom = 490;
    private const int MostCurves = 8;
    private const int MostPoints = 300;
    private const int LongestName = 26;

    // Colours after Okabe and Ito, which most colour-blind people tell apart; each is dark enough for white and light enough for black.
    private const string Style = """
        :root { --ground: #ffffff; --ink: #1f2328; --faint: #59636e; --rule: #d8dee4; }
        @media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #e6edf3; --faint: #9198a1; --rule: #30363d; } }
        .ground { fill: var(--ground); }
        text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: var(--ink); }
        .title { font-size: 17px; font-weight: 600; }
        .faint { fill: var(--faint); }
        .middle { text-anchor: middle; }
        .end { text-anchor: end; }
        .rule { stroke: var(--rule); stroke-width: 1; }
        .random { stroke: var(--faint); stroke-width: 1.5; stroke-dasharray: 2 5; }
        .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
        .dot { stroke: var(--ground); stroke-width: 2; }
        .all { stroke-dasharray: 9 4; }
        .c0 { stroke: #0079c0; } .d0 { fill: #0079c0; }
        .c1 { stroke: #d55e00; } .d1 { fill: #d55e00; }
        .c2 { stroke: #009e73; } .d2 { fill: #009e73; }
        .c3 { stroke: #c5629a; } .d3 { fill: #c5629a; }
        .c4 { stroke: #b58900; } .d4 { fill: #b58900; }
        .c5 { stroke: #3f9fd8; } .d5 { fill: #3f9fd8; }
        .c6 { stroke: #7a6fd0; } .d6 { fill: #7a6fd0; }
        .c7 { stroke: #8a7160; } .d7 { fill: #8a7160; }
        .c8 { stroke: var(--ink); } .d8 { fill: var(--ink); }
        """;

    /// <summary>Draws it.</summary>
    /// <param name="tasks">The scored rows.</param>
    /// <param name="report">What was measured of them.</param>
    public static string Draw(IReadOnlyList<RoutedTask> tasks, EvaluationReport report)
    {
        var byBench = tasks.ToLookup(task => task.Bench, task => task.Outcome, StringComparer.Ordinal);
        var drawn = report
            .Benches.Where(bench => bench.Apgr is not null)
            .Take(MostCurves)
            .Select((bench, at) => new Series(bench, CostQualityCurve.Of([.. byBench[bench.Bench!]]), at))
            .ToList();
        if (report.Benches.Length > 1 && report.Pooled.Apgr is not null)
        {
            drawn.Add(new(report.Pooled, CostQualityCurve.Of([.. tasks.Select(task => task.Outcome)]), MostCurves));
        }

        var picture = new Svg(Width, Height, $"Cost and quality of {Path.GetFileName(report.File)}", Style);
        var scale = Scale.Of(drawn);
        Frame(picture, scale, report);
        foreach (var series in drawn)
        {
            picture.Path(series.Points().Select(scale.Place), $"curve c{series.Colour}{(series.IsPooled ? " all" : "")}");
        }

        foreach (var series in drawn) // above all curves
        {
            var point = series.Bench.AtThreshold;
            var (x, y) = scale.Place((point.ToStrong, point.Recovered!.Value));
            picture.Circle(x, y, 6, $"dot d{series.Colour}");
        }

        Legend(picture, drawn, report);
        return picture.ToString();
    }

    private static void Frame(Svg picture, Scale scale, EvaluationReport report)
    {
        picture.Rectangle(0, 0, Width, Height, "ground");
        picture.Text(Left, 34, $"Cost and quality: {Cut(Path.GetFileName(report.File), 60)}", "title");
        picture.Text(
            Left,
            56,
            string.Create(CultureInfo.InvariantCulture, $"{report.Pooled.Tasks:N0} tasks, scored by {report.Scorer}"),
            "faint"
        );
        foreach (var percent in Enumerable.Range(0, 6).Select(step => 20 * step))
        {
            var (x, _) = scale.Place((percent / 100.0, 0));
            picture.Line(x, Top, x, Bottom, "rule");
            picture.Text(x, Bottom + 20, $"{percent} %", "faint middle");
        }

        for (var percent = scale.Lowest; percent <= scale.Highest; percent += scale.Step)
        {
            var (_, y) = scale.Place((0, percent / 100.0));
            picture.Line(Left, y, Right, y, "rule");
            picture.Text(Left - 8, y + 4, $"{percent} %", "faint end");
        }

        picture.Text((Left + Right) / 2, Bottom + 46, "Share of the tasks that go to the strong model", "middle");
        picture.Text(24, (Top + Bottom) / 2, "Share of the quality gap recovered", "middle", turned: true);
        var (fromX, fromY) = scale.Place((0, 0));
        var (toX, toY) = scale.Place((1, 1));
        picture.Line(fromX, fromY, toX, toY, "random");
    }

    private static void Legend(Svg picture, List<Series> drawn, EvaluationReport report)
    {
        const int X = Right + 28;
        var y = Top + 8;
        foreach (var series in drawn)
        {
            picture.Line(X, y - 4, X + 30, y - 4, $"curve c{series.Colour}{(series.IsPooled ? " all" : "")}");
            picture.Text(X + 40, y, Cut(series.Bench.Bench ?? "all together", LongestName), "");
            picture.Text(
                X + 40,
                y + 17,
                string.Create(CultureInfo.InvariantCulture, $"APGR {series.Bench.Apgr:0.000}{Between(series.Bench.Interval)}"),
                "faint"
            );
            y += 42;
        }

        picture.Line(X, y - 4, X + 30, y - 4, "random");
        picture.Text(X + 40, y, "at random: APGR 0.5", "");
        picture.Circle(X + 15, y + 20, 6, "dot d8");
        picture.Text(X + 40, y + 24, string.Create(CultureInfo.InvariantCulture, $"at the threshold {report.Threshold:0.00##}"), "");
        var missing = report.Benches.Length - drawn.Count(series => !series.IsPooled);
        if (missing > 0)
        {
            picture.Text(X, y + 54, missing == 1 ? "1 bench is not drawn" : $"{missing} benches are not drawn", "faint");
        }
    }

    private static string Between(IntervalReport? interval) =>
        interval is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $" ({low:0.000} to {high:0.000})") : "";

    private static string Cut(string name, int longest) => name.Length <= longest ? name : $"{name[..(longest - 1)]}…";

    /// <summary>A bench's curve in shares of its gap.</summary>
    private sealed record Series(BenchReport Bench, CostQualityCurve Curve, int Colour)
    {
        public bool IsPooled => Colour == MostCurves;

        /// <summary>Of thousands of points as many as a picture can show, the last among them.</summary>
        public IEnumerable<(double Share, double Recovered)> Points()
        {
            var step = Math.Max(1, Curve.Points.Length / MostPoints);
            return Curve
                .Points.Where((_, at) => at % step == 0 || at == Curve.Points.Length - 1)
                .Select(point => (point.Share, Curve.Recovered(point.Quality)!.Value));
        }
    }

    /// <summary>From shares to pixels; upright it goes as far as the curves do, within -100 to 200 %.</summary>
    private sealed record Scale(int Lowest, int Highest, int Step)
    {
        private const int MostSteps = 10;

        // Of a few rows a curve may go anywhere; it shall not press all others flat.
        private static double Within(double recovered) => Math.Clamp(recovered, -1, 2);

        public static Scale Of(IEnumerable<Series> drawn)
        {
            double[] values = [0, 1, .. drawn.SelectMany(series => series.Points()).Select(point => Within(point.Recovered))];
            var (low, high) = (100 * values.Min(), 100 * values.Max());
            var step = 20;
            while ((high - low) / step > MostSteps)
            {
                step *= 2;
            }

            return new(step * (int)Math.Floor(low / step), step * (int)Math.Ceiling(high / step), step);
        }

        public (double X, double Y) Place((double Share, double Recovered) point) =>
            (
                Left + ((Right - Left) * point.Share),
                Bottom - ((Bottom - Top) * ((Within(point.Recovered) * 100) - Lowest) / (Highest - Lowest))
            );
    }
}
