using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>Reports what is wrong with the file itself, at the start of its text: every list of problems is a list of places.</summary>
internal static class FileRule
{
    /// <summary>Reports it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What is known beside the text.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(CatalogDocument document, CatalogFacts facts, ProblemList problems)
    {
        foreach (var (code, severity, message) in facts.OfFile)
        {
            var start = document.Tree is { } root ? ProblemList.SpanOf(root) : new TextSpan(0, 0);
            problems.Add(new(start, severity, code, message));
        }
    }
}
