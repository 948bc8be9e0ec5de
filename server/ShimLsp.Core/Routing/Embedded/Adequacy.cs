namespace ShimLsp.Core.Routing.Embedded;

/// <summary>From strengths and a difficulty to a score.</summary>
internal static class Adequacy
{
    // How sharply success falls as a task outgrows a model: 0.1 of strength is about a factor e in the odds. Set by hand.
    private const double Slope = 10;

    // More would claim a precision that weights set by hand do not have, differ by machine in its last digits, and cost time to print.
    private const int Decimals = 4;

    /// <summary>
    /// The chance that a model does the task no worse than the strongest one would. By the logistic (Rasch) model of a test, a model of
    /// strength s gets a task of difficulty d right with P(s) = 1 / (1 + e^(-10 (s - d))). A model does worse only where the strongest
    /// succeeds and it does not; taking what the weaker one can do as part of what the stronger one can, that is P(strongest) - P(s).
    /// </summary>
    /// <returns>Above 0, at most 1; exactly 1 for the strongest itself, and for its equals.</returns>
    public static double Of(double strength, double strongest, double difficulty) =>
        Math.Round(1 - (Success(strongest, difficulty) - Success(strength, difficulty)), Decimals);

    private static double Success(double strength, double difficulty) => 1 / (1 + Math.Exp(-Slope * (strength - difficulty)));
}
