using CsCheck;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>As the machine's own, to 13 digits at least; and to the last bit the same on every machine.</summary>
public sealed class PortableMathTests
{
    // In proportion: the last digits are what machines differ in.
    private const double Precision = 1e-13;

    [Fact]
    public void Logarithms_are_the_machines() =>
        Gen.Double[-300, 300]
            .Select(exponent => Math.Pow(10, exponent))
            .Sample(value => IsNear(PortableMath.Log(value), Math.Log(value)), iter: 20_000);

    [Fact]
    public void Logarithms_near_1_are_near_0() =>
        Gen.Double[-0.3, 0.4].Sample(value => Math.Abs(PortableMath.Log(1 + value) - Math.Log(1 + value)) <= 1e-15, iter: 20_000);

    [Fact]
    public void Exponentials_are_the_machines() =>
        Gen.Double[-690, 690].Sample(value => IsNear(PortableMath.Exp(value), Math.Exp(value)), iter: 20_000);

    [Fact]
    public void Powers_of_chances_are_the_machines() =>
        Gen.Select(Gen.Double[1e-6, 1], Gen.Double[0, 3])
            .Sample((value, power) => IsNear(PortableMath.Power(value, power), Math.Pow(value, power)), iter: 20_000);

    [Fact]
    public void The_logistic_function_rises_from_0_to_1_and_undoes_log_odds() =>
        Gen.Double[-30, 30]
            .Sample(
                odds =>
                {
                    var chance = PortableMath.Logistic(odds);
                    return chance is > 0 and <= 1
                        && (odds > 15 || Math.Abs(Math.Log(chance / (1 - chance)) - odds) < 1e-6)
                        && PortableMath.Logistic(odds + 0.01) >= chance;
                },
                iter: 20_000
            );

    [Theory]
    [InlineData(1000, 700)]
    [InlineData(double.PositiveInfinity, 700)]
    [InlineData(-1000, -700)]
    [InlineData(double.NegativeInfinity, -700)]
    public void A_value_beyond_the_limit_counts_as_the_limit(double value, double limit) =>
        PortableMath.Exp(value).Should().Be(PortableMath.Exp(limit));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0x3FE62E42FEFA39EF)]
    [InlineData(10, 0x40026BB1BBB55515)]
    [InlineData(0.1, 0xC0026BB1BBB55515)]
    [InlineData(161, 0x4014535BAA75708E)]
    public void Logarithms_have_these_very_bits(double value, ulong bits) =>
        BitConverter.DoubleToUInt64Bits(PortableMath.Log(value)).Should().Be(bits);

    [Theory]
    [InlineData(0, 0x3FF0000000000000)]
    [InlineData(1, 0x4005BF0A8B14576A)]
    [InlineData(-1.5, 0x3FCC8F87724B5C1D)]
    [InlineData(0.3, 0x3FF599058C8C1A96)]
    [InlineData(100, 0x48F3494A9B171BFD)]
    public void Exponentials_have_these_very_bits(double value, ulong bits) =>
        BitConverter.DoubleToUInt64Bits(PortableMath.Exp(value)).Should().Be(bits);

    // Near 0 a logarithm has lost digits already when 1 and little were added.
    private static bool IsNear(double actual, double expected) =>
        Math.Abs(actual - expected) <= Math.Max(Precision * Math.Abs(expected), Math.Abs(expected) < 0.001 ? 1e-15 : 0);
}
