using System.Globalization;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The tables of <c>docs/strengths.md</c> and the rows of the built-in table, as text.</summary>
internal static class StrengthPage
{
    public const string Figures = "| line | version | size | strength | results |";
    public const string Joins = "| benchmark | models | shared | correlation | points | as of |";

    public static string Path => Repository.File("docs/strengths.md");

    public static string Code => Repository.File("server/ShimLsp.Core/Routing/Strengths/StrengthFigures.cs");

    /// <summary>The rows of the table under that heading.</summary>
    public static string[] Rows(string heading) =>
        [.. File.ReadLines(Path).SkipWhile(line => line != heading).Skip(2).TakeWhile(line => line.StartsWith('|'))];

    public static string[] RowsOf(StrengthFigure[] figures, StrengthSources sources) =>
        [
            .. figures.Select(figure =>
                $"| {figure.Line} | {Text(figure.Version)} | {Size(figure)} | "
                + $"{figure.Strength.ToString("0.000", CultureInfo.InvariantCulture)} | {Results(figure, sources)} |"
            ),
        ];

    public static string[] RowsOf(List<Join> joins, StrengthSources sources) =>
        [
            .. joins.Select(join =>
            {
                var results = sources.Models.Count(model => model.Results.Any(result => result.Benchmark == join.Benchmark));
                var joined =
                    join.Shared == 0
                        ? "the scale | |"
                        : string.Create(CultureInfo.InvariantCulture, $"{join.Shared} | {join.Correlation:0.00} | {join.Slope:0.0#}");
                return $"| [{join.Benchmark.Name}]({join.Benchmark.Source}) | {results} | {joined} | {join.Benchmark.AsOf} |";
            }),
        ];

    /// <summary>Writes the tables and the code.</summary>
    public static void Write(StrengthFigure[] figures, List<Join> joins, StrengthSources sources)
    {
        var page = File.ReadAllLines(Path);
        File.WriteAllLines(Path, Replaced(Replaced(page, Joins, RowsOf(joins, sources)), Figures, RowsOf(figures, sources)));
        var code = File.ReadAllLines(Code);
        var (from, to) = (Array.IndexOf(code, "    ["), Array.IndexOf(code, "    ];"));
        File.WriteAllLines(Code, [.. code[..(from + 1)], .. figures.Select(Row), .. code[to..]]);
    }

    private static string[] Replaced(string[] page, string heading, string[] rows)
    {
        var from = Array.IndexOf(page, heading) + 2;
        return [.. page[..from], .. rows, .. page[from..].SkipWhile(line => line.StartsWith('|'))];
    }

    private static string Row(StrengthFigure figure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"        new(\"{figure.Line}\", {Text(figure.Version) switch { "" => "null", var text => text }}, "
                + $"{Text(figure.Billions) switch { "" => "null", var text => text }}, {figure.Strength:0.000}),"
        );

    private static string Results(StrengthFigure figure, StrengthSources sources)
    {
        var model = sources.Models.Single(model =>
            (model.Line, model.Version, model.Billions) == (figure.Line, figure.Version, figure.Billions)
        );
        return string.Join(", ", model.Results.Select(result => $"{result.Benchmark.Name} {Text(result.Figure)}"));
    }

    private static string Size(StrengthFigure figure) => figure.Billions is null ? "" : $"{Text(figure.Billions)}b";

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
