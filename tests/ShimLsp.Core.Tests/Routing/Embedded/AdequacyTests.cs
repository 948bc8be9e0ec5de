using CsCheck;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>From the chance at the reference gap to the chance at any gap.</summary>
public sealed class AdequacyTests
{
    [Theory]
    [InlineData(0.8, 0.0, 1.0)]
    [InlineData(0.8, 0.05, 0.8944)] // the square root of 0.8: half a step
    [InlineData(0.8, 0.2, 0.8)] // the reference gap
    [InlineData(0.8, 0.8, 0.64)] // four times as wide: two steps
    [InlineData(0.1, 0.8, 0.01)]
    [InlineData(0.99, 0.9, 0.9789)]
    public void A_gap_four_times_as_wide_counts_twice(double atReferenceGap, double gap, double expected) =>
        Adequacy.Of(atReferenceGap, gap).Should().Be(expected);

    [Fact]
    public void The_reference_gap_is_one_step() => Adequacy.Steps(StrengthTable.ReferenceGap).Should().Be(1);

    [Fact]
    public void The_strongest_has_exactly_1() => Gen.Double[0.0001, 0.9999].Sample(chance => Adequacy.Of(chance, 0) == 1);

    [Fact]
    public void It_falls_with_the_gap_and_rises_with_the_chance_and_stays_within() =>
        Gen.Select(Gen.Double[0.02, 0.9999], Gen.Double[0, 1], Gen.Double[0, 0.2])
            .Sample(
                (chance, gap, more) =>
                    Adequacy.Of(chance, gap) is > 0 and <= 1
                    && Adequacy.Of(chance, gap + more) <= Adequacy.Of(chance, gap)
                    && Adequacy.Of(Math.Min(0.9999, chance + more), gap) >= Adequacy.Of(chance, gap),
                iter: 5_000
            );
}
