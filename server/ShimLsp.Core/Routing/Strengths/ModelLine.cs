using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Strengths;

/// <summary>A line of models, such as <c>claude haiku</c> or <c>llama</c>, in its versions and sizes.</summary>
/// <param name="Parts">What a name must say to belong to it.</param>
/// <param name="Figures">At least one.</param>
internal sealed record ModelLine(ImmutableArray<string> Parts, ImmutableArray<StrengthFigure> Figures)
{
    // Open weights named without a size are mostly the small ones that run at home.
    private const double UsualBillions = 8;

    /// <summary>Its oldest version; null if it has none.</summary>
    public double? Oldest { get; } = Figures.Min(figure => figure.Version);

    /// <summary>
    /// The figure of that version and size, or of the nearest: the newest version that is not newer, and between two sizes what lies
    /// between them. A name without a version is taken for the newest that comes in its size.
    /// </summary>
    /// <param name="version">The version that the name states; null for none.</param>
    /// <param name="billions">The size that the name states; null for none.</param>
    public double Strength(double? version, double? billions)
    {
        var nearest = Nearest(version, billions);
        StrengthFigure? smaller = null,
            larger = null,
            whole = null;
        foreach (var figure in Figures)
        {
            if (figure.Version != nearest)
            {
                continue;
            }

            whole = figure.Billions is null ? figure : whole;
            smaller = figure.Billions <= (billions ?? UsualBillions) ? figure : smaller;
            larger = figure.Billions >= (billions ?? UsualBillions) ? larger ?? figure : larger;
        }

        return billions is { } size ? Sized(size, smaller, larger) ?? whole!.Strength : (whole ?? Closer(smaller, larger)!).Strength;
    }

    private double? Nearest(double? version, double? billions)
    {
        if (version is null && billions is not null)
        {
            var inThatSize = Figures.Where(figure => figure.Billions == billions).ToArray();
            if (inThatSize.Length > 0)
            {
                return inThatSize.Max(figure => figure.Version);
            }
        }

        return Figures.Where(figure => figure.Version <= (version ?? double.MaxValue)).Max(figure => figure.Version) ?? Oldest;
    }

    private static double? Sized(double billions, StrengthFigure? smaller, StrengthFigure? larger)
    {
        if (smaller is { Billions: { } low } && larger is { Billions: { } high } && low < high)
        {
            var share = Math.Log2(billions / low) / Math.Log2(high / low);
            return Math.Round(smaller.Strength + ((larger.Strength - smaller.Strength) * share), 3);
        }

        return (smaller ?? larger) is { Billions: { } known } nearest ? ModelSize.From(nearest.Strength, known, billions) : null;
    }

    private static StrengthFigure? Closer(StrengthFigure? smaller, StrengthFigure? larger) =>
        smaller?.Billions is { } low && larger?.Billions is { } high
            ? UsualBillions / low <= high / UsualBillions
                ? smaller
                : larger
            : smaller ?? larger;
}
