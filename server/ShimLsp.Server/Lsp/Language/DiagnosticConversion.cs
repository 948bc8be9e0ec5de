using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Models;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>Problems of a document as LSP has them.</summary>
/// <param name="documents">Tells what is a catalog.</param>
/// <param name="positions">How the client counts.</param>
internal sealed class DiagnosticConversion(OpenDocuments documents, DocumentPositions positions)
{
    /// <summary>Whether the client checks catalogs by the schema itself: what that says too is left out.</summary>
    public bool SchemaIsChecked { get; set; }

    /// <summary>Where the pages of the documentation are, as a URI that ends in a slash; null if that is not known.</summary>
    public string? Pages { get; set; }

    /// <summary>What is wrong in a document; null if it is not a catalog.</summary>
    /// <param name="document">The document.</param>
    public IReadOnlyList<LspDiagnostic>? Of(OpenDocument document) =>
        documents.CatalogAt(document) is { } file
            ? [.. CatalogDiagnostics.Of(document.Text, file.Facts, SchemaIsChecked).Select(problem => Of(document, problem))]
            : null;

    private LspDiagnostic Of(OpenDocument document, CatalogProblem problem) =>
        new(
            positions.RangeOf(document.Text, Visible(document, problem.Span ?? default)),
            SeverityOf(problem),
            problem.Code,
            problem.Message
        )
        {
            CodeDescription = Pages is null ? null : new($"{Pages}catalog-problems.md#{problem.Code.ToLowerInvariant()}"),
            Tags = problem.IsUnnecessary ? [DiagnosticTags.Unnecessary] : null,
            RelatedInformation = problem.Related is { } related
                ? [new(new(document.Uri, positions.RangeOf(document.Text, related.Span)), related.Message)]
                : null,
        };

    // Many editors show nothing for an empty range: the character before it is marked instead, which is what something is missing behind.
    private static TextSpan Visible(OpenDocument document, TextSpan span)
    {
        if (span.End > span.Start || span.Start == 0)
        {
            return span;
        }

        var text = document.Text.Text.Span;
        var start = span.Start - 1;
        while (start > 0 && (text[start] & 0xC0) == 0x80)
        {
            start--;
        }

        return text[start] is (byte)'\n' or (byte)'\r' ? span : new(start, span.End);
    }

    private static int SeverityOf(CatalogProblem problem) =>
        problem.Severity switch
        {
            ProblemSeverity.Error => DiagnosticSeverities.Error,
            ProblemSeverity.Warning => DiagnosticSeverities.Warning,
            _ when problem.IsUnnecessary => DiagnosticSeverities.Hint, // it is faded, and no list of problems has it
            _ => DiagnosticSeverities.Information,
        };
}
