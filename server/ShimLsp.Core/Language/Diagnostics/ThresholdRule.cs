using System.Globalization;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>
/// Reports a threshold that only the strongest candidate reaches, or that the cheapest always reaches: then Auto does not choose.
/// </summary>
internal static class ThresholdRule
{
    // Each candidate's name is looked up in the table of strengths, at each keystroke. Nobody tunes the threshold of more.
    private const int Most = 300;

    /// <summary>Reports it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(CatalogDocument document, ProblemList problems)
    {
        if (
            document.Parse.Catalog is not { Router: { Enabled: true } router, Candidates: { Length: > 1 and <= Most } candidates }
            || MemberLookup.Of(document.Tree, FileFields.Table, FileFields.Router)?.Value is not ObjectSyntax block
            || MemberLookup.Of(block, RouterFields.Table, RouterFields.Threshold)?.Value is not NumberSyntax written
        )
        {
            return;
        }

        var shown = router.Threshold.ToString("0.####", CultureInfo.InvariantCulture);
        switch (ThresholdReach.Of(router.Threshold, candidates, byClassifier: router.Classifier is not null))
        {
            case ThresholdReach.OnlyStrongest { Model: var strongest }:
                problems.Warning(
                    written,
                    CatalogProblemCode.ThresholdTooHigh,
                    $"Only {ShownText.Quote(strongest.Value)}, the strongest candidate, reaches {shown}, so it gets every task. "
                        + "Write a lower number, such as 0.7."
                );
                break;
            case ThresholdReach.OnlyPerfect:
                problems.Warning(
                    written,
                    CatalogProblemCode.ThresholdTooHigh,
                    $"Only a score of {shown} reaches this, and a classifier hardly ever gives that. Write a lower number, such as 0.7."
                );
                break;
            case ThresholdReach.Always { Model: var cheapest, IsStrongest: true }:
                problems.Warning(
                    written,
                    CatalogProblemCode.ThresholdTooLow,
                    $"{ShownText.Quote(cheapest.Value)} is the cheapest candidate and the strongest, so it gets every task whatever the "
                        + "threshold. Check `cost` and `strength`."
                );
                break;
            case ThresholdReach.Always { Model: var cheapest }:
                problems.Warning(
                    written,
                    CatalogProblemCode.ThresholdTooLow,
                    $"{ShownText.Quote(cheapest.Value)}, the cheapest candidate, always reaches {shown}, so it gets every task. "
                        + "Write a higher number, such as 0.7."
                );
                break;
            default:
                break;
        }
    }
}
