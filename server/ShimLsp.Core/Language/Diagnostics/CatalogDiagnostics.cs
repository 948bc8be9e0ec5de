using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>
/// Everything that is wrong in an open catalog: what the parser finds in the text, and what only an editor is told, because it needs facts
/// beside the text, looks at scores, or is a mere hint.
/// </summary>
public static class CatalogDiagnostics
{
    /// <summary>All of it, in the text's order. Each has a place in the text.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What the server knows. What it does not know is not reported.</param>
    /// <param name="checks">What the editor finds by itself: that is left out.</param>
    public static ImmutableArray<CatalogProblem> Of(
        CatalogDocument document,
        CatalogFacts facts,
        EditorChecks checks = EditorChecks.Nothing
    )
    {
        var own = new ProblemList();
        FileRule.Check(document, facts, own);
        TrustRule.Check(document, facts, own);
        CredentialRule.Check(document, facts, own);
        return
        [
            .. document
                .Parse.Problems.Concat(own.Locate(document.Text.Span, document.Tree))
                .Concat(OfText(document))
                .Where(problem => problem.Span is not null && !IsFoundBy(checks, problem))
                .OrderBy(problem => problem.Span!.Value.Start),
        ];
    }

    /// <summary>
    /// What a look at the text finds beyond the parser, which a server that only uses the catalog need not know: fields that nothing reads,
    /// a threshold that nobody or everybody reaches.
    /// </summary>
    /// <param name="document">The document.</param>
    public static ImmutableArray<CatalogProblem> OfText(CatalogDocument document)
    {
        if (!document.IsWhole)
        {
            return []; // a half-typed text has other worries, and a field may be half a name
        }

        var own = new ProblemList();
        UnreadFieldRule.Check(document, own);
        ThresholdRule.Check(document, own);
        return [.. own.Locate(document.Text.Span, document.Tree)];
    }

    /// <summary>Whether an editor finds a problem by itself.</summary>
    /// <param name="checks">What it checks.</param>
    /// <param name="problem">The problem.</param>
    // Of what the schema says, faults of the JSON itself and names that are there twice need no schema.
    public static bool IsFoundBy(EditorChecks checks, CatalogProblem problem) =>
        problem.IsInSchema
        && checks switch
        {
            EditorChecks.Schema => true,
            EditorChecks.Json => problem.Code is CatalogProblemCode.InvalidJson or CatalogProblemCode.DuplicateProperty,
            _ => false,
        };
}
