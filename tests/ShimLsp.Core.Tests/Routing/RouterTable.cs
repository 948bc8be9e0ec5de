using System.Collections.Immutable;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The router's choice among the models of a table.</summary>
internal static class RouterTable
{
    /// <summary>Checks the candidates, the chosen one first, each with its verdict.</summary>
    public static void Check(string table, double threshold, string expected, string? byDefault = null, bool isFallback = false)
    {
        var choice = Choose(Row.Table(table), new RoutingPolicy(threshold, byDefault is null ? null : new(byDefault)));

        string.Join(", ", choice.Candidates.Select(Line)).Should().Be(expected);
        choice.Model.Slug.Should().Be(choice.Candidates[0].Slug);
        choice.Fallback.Should().Be(isFallback);
        choice.Score.HasValue.Should().Be(!isFallback);
    }

    private static string Line(Candidate candidate) => $"{candidate.Slug} {candidate.Verdict} {candidate.Rejection}".TrimEnd();

    public static Choice Choose(ImmutableArray<Row> rows, RoutingPolicy policy)
    {
        var able = Eligibility.ForRequest([.. rows.Select(row => row.Model)], new TaskSignal("a task", false, false, 1), requested: null);
        var eligible = able.AtThisMoment(model => rows.Single(row => row.Slug == model.Slug).Now);
        return Router.Choose(policy, eligible, new ScoreSheet([.. rows.Select(row => new Score(row.Slug, row.Score))], "the test says so"));
    }
}
