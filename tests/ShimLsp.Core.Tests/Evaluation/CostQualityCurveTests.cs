using CsCheck;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>What quality is had for which share of calls to the strong model.</summary>
public sealed class CostQualityCurveTests
{
    [Fact]
    public void Worked_by_hand() =>
        Check(
            """
            0.2 0 1
            0.4 1 1
            0.6 0 1
            0.8 1 1
            """,
            apgr: 0.75,
            cpt50: 0.25,
            cpt80: 0.65
        ); // recovered after each: 0.5, 0.5, 1, 1; 0.8 lies three fifths of the way from 2 to 3 of 4

    [Fact]
    public void The_order_of_the_file_does_not_matter() =>
        Check(
            """
            0.8 1 1
            0.2 0 1
            0.6 0 1
            0.4 1 1
            """,
            apgr: 0.75,
            cpt50: 0.25,
            cpt80: 0.65
        );

    [Fact]
    public void If_the_strong_model_does_worse_the_curve_falls_and_the_first_crossing_counts() =>
        Check(
            """
            0.1 0 1
            0.2 0 1
            0.3 1 0
            0.4 0 1
            """,
            apgr: (0.5 + 1 + 0.5 + 1) / 4,
            cpt50: 0.25,
            cpt80: 0.4
        ); // all is recovered after two, and half of it lost again

    [Fact]
    public void Graded_results_count_as_they_are() =>
        Check(
            """
            0.1 0.25 0.75
            0.9 0.50 1.00
            """,
            apgr: 0.75,
            cpt50: 0.5,
            cpt80: 0.8
        );

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public void A_score_that_says_nothing_is_what_a_random_order_is(int tasks)
    {
        var curve = CostQualityCurve.Of([.. Enumerable.Range(0, tasks).Select(at => new EvaluatedTask(0.7, at % 3 == 0 ? 0 : 0.5, 0.75))]);
        curve.Apgr.Should().BeApproximately((tasks + 1) / (2.0 * tasks), 1e-12);
        curve.ShareToRecover(0.5).Should().BeApproximately(0.5, 1e-12);
        curve.ShareToRecover(0.8).Should().BeApproximately(0.8, 1e-12);
        curve.Points.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("0.2 1 1\n0.4 0 0")] // both alike
    [InlineData("0.2 1 0\n0.4 1 1")] // the weak one is better
    [InlineData("0.2 0.1 0.3\n0.4 0.3 0.1")] // alike but for the last digits of a sum
    public void Without_a_gap_there_is_no_measure(string table)
    {
        var curve = CostQualityCurve.Of(EvaluatedTasks.Table(table));
        curve.HasGap.Should().BeFalse();
        curve.Apgr.Should().BeNull();
        curve.ShareToRecover(0.5).Should().BeNull();
        curve.Recovered(0.5).Should().BeNull();
    }

    [Fact]
    public void No_task_is_a_mistake_of_the_caller() =>
        FluentActions.Invoking(() => CostQualityCurve.Of([])).Should().Throw<ArgumentException>();

    [Fact]
    public void Ties_count_as_the_mean_over_all_their_orders() =>
        EvaluatedTasks
            .Any(1, 6, scores: 2)
            .Sample(tasks => CostQualityCurve.Of(tasks).Apgr.Should().BeApproximately(Naive.ApgrOverAllOrders(tasks), 1e-9), iter: 300);

    [Fact]
    public void It_is_the_definition() =>
        EvaluatedTasks
            .Any(1, 40)
            .Sample(tasks => CostQualityCurve.Of(tasks).Apgr.Should().BeApproximately(Naive.Apgr(Naive.Evened(tasks)), 1e-9), iter: 1000);

    [Fact]
    public void The_curve_goes_from_the_weak_mean_to_the_strong_one_with_a_point_for_each_score() =>
        EvaluatedTasks
            .Any(1, 40, withGap: false)
            .Sample(tasks =>
            {
                var curve = CostQualityCurve.Of(tasks);
                curve.Weak.Should().BeApproximately(tasks.Average(task => task.Weak), 1e-12);
                curve.Strong.Should().BeApproximately(tasks.Average(task => task.Strong), 1e-12);
                curve
                    .Points.Select(point => point.Share)
                    .Should()
                    .BeInAscendingOrder()
                    .And.HaveCount(tasks.DistinctBy(task => task.Score).Count() + 1);
                (curve.Points[0].Share, curve.Points[^1].Share).Should().Be((0, 1));
            });

    [Fact]
    public void A_call_performance_threshold_is_the_first_place_that_recovers_so_much() =>
        Gen.Select(EvaluatedTasks.Any(1, 40), Gen.Double[0.01, 1])
            .Sample(
                (tasks, wanted) =>
                {
                    var curve = CostQualityCurve.Of(tasks);
                    var share = curve.ShareToRecover(wanted)!.Value;
                    curve.Recovered(At(curve, share)).Should().BeApproximately(wanted, 1e-9);
                    for (var before = 0.0; before < share; before += 0.01)
                    {
                        curve.Recovered(At(curve, before)).Should().BeLessThan(wanted + 1e-9);
                    }
                }
            );

    [Fact]
    public void Only_the_order_of_the_scores_matters() =>
        EvaluatedTasks
            .Any(1, 40)
            .Sample(tasks =>
                CostQualityCurve
                    .Of([.. tasks.Select(task => task with { Score = Math.Pow(task.Score, 3) / 2 })])
                    .Apgr.Should()
                    .Be(CostQualityCurve.Of(tasks).Apgr)
            );

    private static double At(CostQualityCurve curve, double share)
    {
        var after = curve.Points.First(point => point.Share >= share);
        var before = curve.Points.Last(point => point.Share <= share);
        return after.Share == before.Share
            ? after.Quality
            : before.Quality + ((after.Quality - before.Quality) * (share - before.Share) / (after.Share - before.Share));
    }

    private static void Check(string table, double apgr, double cpt50, double cpt80)
    {
        var measures = RoutingMeasures.Of(EvaluatedTasks.Table(table), resamples: 10, seed: 1);
        measures.Curve.Apgr.Should().BeApproximately(apgr, 1e-12);
        measures.Cpt50.Should().BeApproximately(cpt50, 1e-12);
        measures.Cpt80.Should().BeApproximately(cpt80, 1e-12);
    }
}
