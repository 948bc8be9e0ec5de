using CsCheck;
using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Routing;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>The router's own rule over tasks.</summary>
public sealed class ThresholdSweepTests
{
    private static readonly Catalog Catalog = new(
        [
            TestModels.Of("small", strength: 0.3, cost: 1) with
            {
                Pricing = new(1, null, 2),
                MaxOutputTokens = 500,
            },
            TestModels.Of("large", strength: 0.9, cost: 4) with
            {
                Pricing = new(10, null, 20),
            },
            TestModels.Of("unpriced", strength: 0.9, cost: 4),
        ],
        new()
    );

    [Fact]
    public void Each_threshold_gives_a_point_of_the_curve() =>
        Gen.Select(EvaluatedTasks.Any(1, 30, withGap: false), Gen.Double.Unit)
            .Sample(
                (outcomes, threshold) =>
                {
                    var tasks = Tasks("small", "large", outcomes);
                    var curve = CostQualityCurve.Of(outcomes);
                    foreach (var at in ThresholdSweep.Thresholds(tasks, threshold))
                    {
                        var point = ThresholdSweep.At(tasks, curve, at);
                        curve
                            .Points.Should()
                            .Contain(place =>
                                Math.Abs(place.Share - point.ToStrong) < 1e-9 && Math.Abs(place.Quality - point.Quality) < 1e-9
                            );
                        point.ToStrong.Should().BeApproximately((double)outcomes.Count(task => task.Score < at) / outcomes.Length, 1e-12);
                    }
                }
            );

    [Fact]
    public void The_thresholds_rise_from_none_to_all_and_hold_the_given_one() =>
        Gen.Select(EvaluatedTasks.Any(1, 30, scores: 40, withGap: false), Gen.Double.Unit)
            .Sample(
                (outcomes, threshold) =>
                {
                    var tasks = Tasks("small", "large", outcomes);
                    var thresholds = ThresholdSweep.Thresholds(tasks, threshold);
                    thresholds
                        .Should()
                        .BeInAscendingOrder()
                        .And.OnlyHaveUniqueItems()
                        .And.Contain(threshold)
                        .And.OnlyContain(at => at >= 0 && at <= 1);
                    var curve = CostQualityCurve.Of(outcomes);
                    ThresholdSweep
                        .At(tasks, curve, thresholds[0])
                        .ToStrong.Should()
                        .Be(threshold == thresholds[0] ? (double)outcomes.Count(task => task.Score < threshold) / outcomes.Length : 0);
                    if (outcomes.All(task => task.Score < 1))
                    {
                        ThresholdSweep.At(tasks, curve, thresholds[^1]).ToStrong.Should().Be(1);
                    }
                }
            );

    [Fact]
    public void Cost_is_in_dollars_if_both_have_prices()
    {
        // 100 tokens in; out 500, its limit, and 1,000, the most that is guessed.
        var tasks = Tasks("small", "large", [new(0.2, 0, 1), new(0.9, 1, 1)]);
        var (small, large) = ((100 * 1 + 500 * 2) / 1e6, (100 * 10 + 1000 * 20) / 1e6);
        var point = At(tasks, 0.5);
        point.Dollars.Should().BeApproximately(small + large, 1e-12);
        point.CostShare.Should().BeApproximately((small + large) / (2 * large), 1e-9);
        (point.ToStrong, point.Quality, point.Recovered).Should().Be((0.5, 1, 1));
    }

    [Fact]
    public void Else_it_is_a_share_by_relative_cost()
    {
        var point = At(Tasks("small", "unpriced", [new(0.2, 0, 1), new(0.9, 1, 1)]), 0.5);
        point.Dollars.Should().BeNull();
        point.CostShare.Should().BeApproximately((1 + 4) / 8.0, 1e-12);
    }

    [Fact]
    public void Else_it_is_not_known()
    {
        var point = At(Tasks("small", "elsewhere", [new(0.2, 0, 1)]), 0.5);
        (point.Dollars, point.CostShare).Should().Be((null, null));
    }

    [Fact]
    public void A_row_is_scored_as_a_session_would_score_it()
    {
        var row = new EvaluationRow("b", null, new("Rename x.", false, false, 100), new("small", 1), new("large", 1));
        var task = RoutedTask.Of(row, "7", ModelPair.Of("small", "large", Catalog));
        task.Id.Should().Be("7");
        task.Outcome.Score.Should().Be(EmbeddedScorer.Score(row.Signal, [Catalog.Models[0], Catalog.Models[1]]).Of(new("small")));
    }

    private static ThresholdPoint At(RoutedTask[] tasks, double threshold) =>
        ThresholdSweep.At(tasks, CostQualityCurve.Of([.. tasks.Select(task => task.Outcome)]), threshold);

    private static RoutedTask[] Tasks(string weak, string strong, EvaluatedTask[] outcomes)
    {
        var pair = ModelPair.Of(weak, strong, Catalog);
        var price = PairPrice.Of(pair, new("any", false, false, 100));
        return [.. outcomes.Select((outcome, at) => new RoutedTask("b", $"{at}", pair, Sheet(pair, outcome.Score), outcome, price))];
    }

    private static ScoreSheet Sheet(ModelPair pair, double score) =>
        new([new(pair.Candidates[0].Slug, score), new(pair.Candidates[1].Slug, 1)], null);
}
