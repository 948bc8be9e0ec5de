using System.Text.Json;
using ShimLsp.Core.Language.Navigation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// <c>textDocument/definition</c>, <c>references</c> and <c>documentHighlight</c>: from a slug to its row, and from a row to what names it.
/// </summary>
internal sealed class NavigationHandler(OpenDocuments documents, DocumentPositions positions)
{
    public Task<IReadOnlyList<LspLocation>> DefinitionAsync(
        JsonElement? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        At<LspLocation>(
            parameters ?? default,
            (document, offset) => CatalogNavigation.DefinitionAt(document.Text, offset) is { } span ? [LocationOf(document, span)] : [],
            cancellationToken
        );

    public Task<IReadOnlyList<LspLocation>> ReferencesAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var withDeclaration = call.At("context").At("includeDeclaration").IsTrue();
        return At<LspLocation>(
            call,
            (document, offset) =>
                [
                    .. CatalogNavigation
                        .UsesAt(document.Text, offset)
                        .Where(use => withDeclaration || !use.IsDeclaration)
                        .Select(use => LocationOf(document, use.Span)),
                ],
            cancellationToken
        );
    }

    public Task<IReadOnlyList<DocumentHighlight>> HighlightAsync(
        JsonElement? parameters = null,
        CancellationToken cancellationToken = default
    ) =>
        At<DocumentHighlight>(
            parameters ?? default,
            (document, offset) =>
                [
                    .. CatalogNavigation
                        .UsesAt(document.Text, offset)
                        .Select(use => new DocumentHighlight(
                            positions.RangeOf(document.Text, use.Span),
                            use.IsDeclaration ? DocumentHighlightKinds.Write : DocumentHighlightKinds.Read
                        )),
                ],
            cancellationToken
        );

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    private Task<IReadOnlyList<T>> At<T>(
        JsonElement call,
        Func<OpenDocument, int, IReadOnlyList<T>> find,
        CancellationToken cancellationToken
    )
    {
        var document = documents.Find(call.At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is not null
            ? Task.Run(() => find(document, positions.OffsetOf(document.Text, call.At("position"))), cancellationToken)
            : Task.FromResult<IReadOnlyList<T>>([]);
    }

    private LspLocation LocationOf(OpenDocument document, TextSpan span) => new(document.Uri, positions.RangeOf(document.Text, span));
}
