using System.Collections.Immutable;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>Problems of a document as LSP has them.</summary>
/// <param name="documents">Tells what is a catalog.</param>
/// <param name="positions">How the client counts.</param>
internal sealed class DiagnosticConversion(OpenDocuments documents, DocumentPositions positions)
{
    /// <summary>The page that explains each code, as a URI; null if there is none, or if the client shows no link.</summary>
    public string? Page { get; set; }

    /// <summary>Whether the client shows that a piece of the text is of no use.</summary>
    public bool HasUnnecessary { get; set; }

    /// <summary>What is wrong in a document; null if it is not a catalog.</summary>
    /// <param name="document">The document.</param>
    public IReadOnlyList<LspDiagnostic>? Of(OpenDocument document) =>
        documents.CatalogAt(document) is { } file
            ? Of(document.Text, document.Uri, CatalogDiagnostics.Of(document.Text, file.Facts, documents.ChecksOf(document)))
            : null;

    /// <summary>What is wrong in a file that is not open. Nobody else checks it.</summary>
    /// <param name="file">The file.</param>
    public IReadOnlyList<LspDiagnostic> Of(CatalogInUse file)
    {
        var text = CatalogDocument.Read(file.Text ?? default);
        ImmutableArray<CatalogProblem> problems = file.Text is null
            ? file.Facts.OfFile
            : [.. CatalogDiagnostics.Of(text, file.Facts).Select(Unopened)];
        return Of(text, FileUri.Of(file.Path), problems);
    }

    /// <summary>
    /// A catalog may list models that this person has no key for, as the sample does. Each such row says so where models are chosen. In a
    /// list of the problems of every window that is no warning.
    /// </summary>
    private static CatalogProblem Unopened(CatalogProblem problem) =>
        problem.Code is CatalogProblemCode.UnresolvedCredential ? problem with { Severity = ProblemSeverity.Info } : problem;

    private LspDiagnostic[] Of(CatalogDocument text, string uri, ImmutableArray<CatalogProblem> problems) =>
        [.. problems.Select(problem => Of(text, uri, problem))];

    /// <summary>One problem of an open document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problem">The problem.</param>
    public LspDiagnostic Of(OpenDocument document, CatalogProblem problem) => Of(document.Text, document.Uri, problem);

    /// <summary>Whether the client is told of a problem: it is not one that it finds by itself.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problem">The problem.</param>
    public bool IsSaid(OpenDocument document, CatalogProblem problem) =>
        !CatalogDiagnostics.IsFoundBy(documents.ChecksOf(document), problem);

    private LspDiagnostic Of(CatalogDocument document, string uri, CatalogProblem problem) =>
        new(positions.RangeOf(document, SpanOf(document, problem)), SeverityOf(problem), problem.Code, problem.Message)
        {
            CodeDescription = Page is null ? null : new($"{Page}#{problem.Code.ToLowerInvariant()}"),
            Tags = HasUnnecessary && problem.IsUnnecessary ? [DiagnosticTags.Unnecessary] : null,
            RelatedInformation = problem.Related is { } related
                ? [new(new(uri, positions.RangeOf(document, related.Span)), related.Message)]
                : null,
        };

    /// <summary>What is marked of a problem.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problem">The problem.</param>
    public static TextSpan SpanOf(CatalogDocument document, CatalogProblem problem)
    {
        var span = problem.Span ?? default;
        // Many editors show nothing for an empty range: the character before it is marked instead, which is what something is missing
        // behind.
        if (span.End > span.Start || span.Start == 0)
        {
            return span;
        }

        var text = document.Text.Span;
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
