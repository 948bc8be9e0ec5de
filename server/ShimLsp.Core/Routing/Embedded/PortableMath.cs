namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Logarithm and exponential from additions, multiplications and divisions alone, which IEEE 754 rounds alike everywhere. The machine's
/// own library differs in the last digit from system to system, and two editors would route one task two ways.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;
    private const double SquareRootOfHalf = 0.707106781186547524401;

    /// <summary>The natural logarithm, to 14 digits.</summary>
    /// <param name="value">Above 0, and no subnormal number.</param>
    public static double Log(double value)
    {
        // value = m * 2^e with m in [sqrt(1/2), sqrt(2)), and ln m = 2 artanh((m - 1) / (m + 1)): its series falls by 34 each term.
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1022;
        var m = BitConverter.UInt64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
        if (m < SquareRootOfHalf)
        {
            m *= 2;
            exponent--;
        }

        var s = (m - 1) / (m + 1);
        var square = s * s;
        var sum = 0.0;
        for (var odd = 19; odd >= 1; odd -= 2)
        {
            sum = (sum * square) + (1.0 / odd);
        }

        return (2 * s * sum) + (exponent * Ln2);
    }

    /// <summary>e to the power of a value, to 14 digits.</summary>
    /// <param name="value">What lies beyond -700 and 700 is taken for these.</param>
    public static double Exp(double value)
    {
        // value = k ln 2 + r with |r| below 0.35, where the series of e^r needs 14 terms.
        value = Math.Clamp(value, -700, 700);
        var k = (int)Math.Round(value / Ln2);
        var r = value - (k * Ln2);
        var sum = 1.0;
        for (var term = 14; term >= 1; term--)
        {
            sum = 1 + (sum * r / term);
        }

        return sum * BitConverter.UInt64BitsToDouble((ulong)(k + 1023) << 52);
    }

    /// <summary>The logistic function, 1 / (1 + e^-x): from log-odds to a chance.</summary>
    /// <param name="logOdds">The log-odds.</param>
    public static double Logistic(double logOdds) => 1 / (1 + Exp(-logOdds));

    /// <summary>A base to a power.</summary>
    /// <param name="value">Above 0.</param>
    /// <param name="power">The power.</param>
    public static double Power(double value, double power) => Exp(power * Log(value));
}
