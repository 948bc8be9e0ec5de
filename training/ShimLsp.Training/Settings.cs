using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training;

/// <summary>
/// How the weights are fitted. Chosen by cross-validation on the rows that are fitted on; docs/routing-quality.md has what was tried.
/// </summary>
internal static class Settings
{
    /// <summary>How many folds.</summary>
    public const int Folds = 5;

    /// <summary>Each format's, in the order of <see cref="TaskFormat"/>.</summary>
    public static readonly FormatSettings[] Formats =
    [
        new(Fewest: 5, Words: 9, SourceWords: 0.9, Shape: 8_000, Shrinkage: 5),
        new(Fewest: 3, Words: 60, SourceWords: 0.1, Shape: 2_000, Shrinkage: 2),
        new(Fewest: 3, Words: 4, SourceWords: 0.05, Shape: 2_000, Shrinkage: 3),
        new(Fewest: 5, Words: 4, SourceWords: 0.3, Shape: 2_000, Shrinkage: 5),
    ];

    /// <summary>The reading of editor tasks for their size.</summary>
    public static readonly EditorSettings Size = new(Fewest: 8, Words: 3, Features: 10, HasShape: true);

    /// <summary>That for their depth.</summary>
    public static readonly EditorSettings Depth = new(Fewest: 3, Words: 0.5, Features: 10, HasShape: false);
}
