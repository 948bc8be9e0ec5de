using CsCheck;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The offset of the threshold: its figures, its bounds, its order.</summary>
public sealed class ThresholdOffsetTests
{
    [Theory]
    [InlineData(0.7, 0.7, 0.78, 0.84, 0.89, 0.92)]
    [InlineData(0.5, 0.5, 0.6, 0.69, 0.77, 0.83)]
    public void Steps_up_from_a_threshold(double threshold, params double[] expected) =>
        Enumerable.Range(0, 5).Select(steps => new ThresholdOffset(steps).Apply(threshold)).Should().Equal(expected);

    [Theory]
    [InlineData(0.7, 0.61, 0.51, 0.41, 0.32)]
    public void Steps_down_from_a_threshold(double threshold, params double[] expected) =>
        Enumerable.Range(1, 4).Select(steps => new ThresholdOffset(-steps).Apply(threshold)).Should().Equal(expected);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_threshold_that_ignores_scores_stays(double threshold) => new ThresholdOffset(4).Apply(threshold).Should().Be(threshold);

    [Fact]
    public void Whatever_the_verdicts_the_offset_and_the_threshold_keep_their_bounds() =>
        Gen.Select(Gen.Int[-9, 9].Array, Gen.Double[0.001, 0.999])
            .Sample(
                (moves, threshold) =>
                {
                    var offset = moves.Aggregate(new ThresholdOffset(0), (at, move) => at.Plus(move));
                    var moved = offset.Apply(threshold);

                    offset.LogOdds.Should().BeInRange(-1.6, 1.6);
                    moved.Should().BeGreaterThan(0).And.BeLessThan(1);
                    // Five times the odds at most, but for the rounding to two decimals.
                    moved.Should().BeInRange(At(Odds(threshold) / 5) - 0.005, At(Odds(threshold) * 5) + 0.005);
                }
            );

    [Fact]
    public void More_steps_never_ask_for_less() =>
        Gen.Select(Gen.Int[-4, 3], Gen.Double[0, 1])
            .Sample((steps, threshold) => new ThresholdOffset(steps).Apply(threshold) <= new ThresholdOffset(steps + 1).Apply(threshold));

    private static double Odds(double probability) => probability / (1 - probability);

    private static double At(double odds) => odds / (1 + odds);
}
