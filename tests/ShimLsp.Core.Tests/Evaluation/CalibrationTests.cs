using CsCheck;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>Whether a score is the chance that it claims to be.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void Worked_by_hand()
    {
        var calibration = Calibration.Of(
            EvaluatedTasks.Table(
                """
                0.2 0 1
                0.9 1 1
                0.6 0.5 0.4
                """
            )
        );
        calibration.Bins.Should().Equal(new CalibrationBin(1, 0.2, 0), new CalibrationBin(1, 0.6, 1), new CalibrationBin(1, 0.9, 1));
        calibration.Error.Should().BeApproximately((0.2 + 0.4 + 0.1) / 3, 1e-12);
    }

    [Fact]
    public void Ten_bins_of_equal_count()
    {
        var calibration = Calibration.Of([.. Enumerable.Range(0, 25).Select(at => new EvaluatedTask(at / 25.0, at % 2, 1))]);
        calibration.Bins.Select(bin => bin.Tasks).Should().Equal(2, 3, 2, 3, 2, 3, 2, 3, 2, 3);
        calibration.Bins.Select(bin => bin.Predicted).Should().BeInAscendingOrder();
    }

    [Fact]
    public void A_constant_that_is_right_on_average_is_calibrated_however_the_file_is_sorted()
    {
        var sorted = Enumerable.Range(0, 200).Select(at => new EvaluatedTask(0.7, at < 60 ? 0 : 1, 1)).ToArray();
        Calibration.Of(sorted).Error.Should().BeApproximately(0, 1e-12);
        Calibration.Of([.. sorted.Select(task => task with { Score = 0.9 })]).Error.Should().BeApproximately(0.2, 1e-12);
    }

    [Fact]
    public void Its_error_is_the_mean_over_all_tasks_and_lies_from_0_to_1() =>
        EvaluatedTasks
            .Any(1, 60, withGap: false)
            .Sample(tasks =>
            {
                var calibration = Calibration.Of(tasks);
                calibration.Bins.Sum(bin => bin.Tasks).Should().Be(tasks.Length);
                calibration.Bins.Should().HaveCount(Math.Min(10, tasks.Length));
                calibration
                    .Error.Should()
                    .BeInRange(0, 1)
                    .And.BeApproximately(
                        calibration.Bins.Sum(bin => bin.Tasks * Math.Abs(bin.Predicted - bin.Observed)) / tasks.Length,
                        1e-12
                    );
                calibration
                    .Bins.Sum(bin => bin.Tasks * bin.Observed)
                    .Should()
                    .BeApproximately(tasks.Count(task => task.Weak >= task.Strong), 1e-9);
            });

    [Fact]
    public void It_does_not_depend_on_the_order_of_the_file() =>
        EvaluatedTasks
            .Any(1, 60, withGap: false)
            .Sample(tasks => Calibration.Of([.. tasks.Reverse()]).Error.Should().BeApproximately(Calibration.Of(tasks).Error, 1e-12));
}
