using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>From the chance at the reference gap to the chance at any gap.</summary>
internal static class Adequacy
{
    // More would claim a precision that the scores do not have, and cost time to print.
    private const int Decimals = 4;

    /// <summary>
    /// The weight of a gap: its square root, in reference gaps. A gap four times as wide counts twice. Small gaps are uncertain, and of two
    /// models near the top the one with the lesser name is still the weaker. Beyond a wide gap, an easy task stays easy.
    /// </summary>
    /// <param name="gap">The difference of two strengths; from 0.</param>
    public static double Steps(double gap) => Math.Sqrt(gap / StrengthTable.ReferenceGap);

    /// <summary>
    /// The chance that a model does no worse than the strongest candidate: one that is several steps below has to hold on each.
    /// </summary>
    /// <param name="atReferenceGap">That chance for a model one reference gap below.</param>
    /// <param name="gap">How far the model is below.</param>
    /// <returns>Above 0, at most 1; exactly 1 for the strongest itself, and for its equals.</returns>
    public static double Of(double atReferenceGap, double gap) =>
        gap <= 0 ? 1 : Math.Round(PortableMath.Power(atReferenceGap, Steps(gap)), Decimals);
}
