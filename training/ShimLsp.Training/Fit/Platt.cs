using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Fit;

/// <summary>
/// From a gain to a chance (Platt, 1999): the log-odds that the weak model does no worse are linear in the gain, at one reference gap. For
/// a pair that is further apart the chance is that to the power of its gap, as the scorer has it.
/// </summary>
/// <param name="Offset">The log-odds without any gain.</param>
/// <param name="Slope">How they fall with the gain; never below 0.</param>
internal sealed record Platt(double Offset, double Slope)
{
    // A weak pull of the slope towards the gain itself, so that a few hundred rows cannot make it extreme.
    private const double Pull = 0.05;
    private const double Expected = 4;

    /// <summary>Fits by likelihood, on gains that were predicted for rows not fitted on.</summary>
    public static Platt Fit(IReadOnlyList<BenchmarkRow> rows, double[] gains)
    {
        var (offset, slope) = (1.0, Expected);
        // Two unknowns and a smooth function: a fixed number of damped Newton steps on numerical derivatives.
        for (var step = 0; step < 200; step++)
        {
            const double H = 1e-4;
            double L(double a, double b) => Loss(rows, gains, a, b);
            var (da, db) = (
                (L(offset + H, slope) - L(offset - H, slope)) / (2 * H),
                (L(offset, slope + H) - L(offset, slope - H)) / (2 * H)
            );
            var aa = (L(offset + H, slope) - (2 * L(offset, slope)) + L(offset - H, slope)) / (H * H);
            var bb = (L(offset, slope + H) - (2 * L(offset, slope)) + L(offset, slope - H)) / (H * H);
            var ab =
                (L(offset + H, slope + H) - L(offset + H, slope - H) - L(offset - H, slope + H) + L(offset - H, slope - H)) / (4 * H * H);
            var determinant = (aa * bb) - (ab * ab);
            if (determinant <= 1e-9)
            {
                break;
            }

            offset -= 0.7 * ((bb * da) - (ab * db)) / determinant;
            slope = Math.Max(0, slope - (0.7 * ((aa * db) - (ab * da)) / determinant));
        }

        return new(offset, slope);
    }

    private static double Loss(IReadOnlyList<BenchmarkRow> rows, double[] gains, double offset, double slope)
    {
        var loss = Pull * (slope - Expected) * (slope - Expected);
        for (var i = 0; i < rows.Count; i++)
        {
            var chance = Math.Pow(1 / (1 + Math.Exp(-(offset - (slope * gains[i])))), Adequacy.Steps(rows[i].Gap));
            loss -= Math.Log(Math.Max(1e-9, rows[i].Weak >= rows[i].Strong ? chance : 1 - chance));
        }

        return loss;
    }
}
