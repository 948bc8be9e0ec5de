using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests.Fit;

/// <summary>Calibration finds the parameters that outcomes were drawn by.</summary>
public sealed class PlattTests
{
    private const double ReferenceGap = 0.20;

    [Theory]
    [InlineData(1.0, 4.0, 1)]
    [InlineData(0.2, 8.0, 1)]
    [InlineData(2.0, 1.0, 1)]
    [InlineData(1.0, 4.0, 2)] // pairs four times as far apart: the chance of each is squared
    public void Parameters_are_recovered_from_simulated_outcomes(double offset, double slope, double steps)
    {
        var (rows, gains) = Simulated(1_500, offset, slope, steps);
        var found = Platt.Fit(rows, gains);
        found.Offset.Should().BeApproximately(offset, 0.1);
        found.Slope.Should().BeApproximately(slope, 0.3);
    }

    [Fact]
    public void A_useless_gain_has_no_slope_and_a_misleading_one_has_none_below_zero()
    {
        var (rows, gains) = Simulated(1_500, offset: 1, slope: 0, steps: 1);
        Platt.Fit(rows, gains).Slope.Should().BeInRange(0, 0.3);

        var (misled, misleading) = Simulated(1_500, offset: 1, slope: -5, steps: 1);
        Platt.Fit(misled, misleading).Slope.Should().Be(0);
    }

    [Fact]
    public void A_few_rows_do_not_make_it_wild()
    {
        var (rows, gains) = Simulated(12, offset: 1, slope: 4, steps: 1);
        Platt.Fit(rows, gains).Slope.Should().BeInRange(1, 12);
    }

    // Outcomes in their proportions, without dice: of rows of one gain the weak model does no worse in as many as the chance says.
    private static (BenchmarkRow[] Rows, double[] Gains) Simulated(int count, double offset, double slope, double steps)
    {
        var gap = ReferenceGap * steps * steps;
        var rows = new BenchmarkRow[count];
        var gains = new double[count];
        var owed = 0.0;
        for (var i = 0; i < count; i++)
        {
            gains[i] = -0.5 + (i / (double)count);
            var chance = Math.Pow(1 / (1 + Math.Exp(-(offset - (slope * gains[i])))), steps);
            owed += chance;
            var isNoWorse = owed >= 0.5;
            owed -= isNoWorse ? 1 : 0;
            rows[i] = new("bench", "bench/a", Example.Of("a"), Weak: isNoWorse ? 1 : 0, Strong: isNoWorse ? 1 : 0.5, gap);
        }

        return (rows, gains);
    }
}
