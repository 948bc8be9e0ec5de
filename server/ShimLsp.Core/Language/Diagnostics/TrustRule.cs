using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>Reports a workspace's own file that is not used, because nobody has trusted it.</summary>
internal static class TrustRule
{
    /// <summary>Reports it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What is known beside the text.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(CatalogDocument document, CatalogFacts facts, ProblemList problems)
    {
        if (facts.IsTrusted is not false)
        {
            return;
        }

        const string Message =
            "This catalog is not used: the workspace is not trusted. Read it, then trust the workspace in the editor, or run "
            + "shim-lsp trust.";
        if (document.Tree is { } root)
        {
            problems.Warning(root, CatalogProblemCode.UntrustedWorkspace, Message);
        }
        else
        {
            problems.Add(0, ProblemSeverity.Warning, CatalogProblemCode.UntrustedWorkspace, Message);
        }
    }
}
