using System.Text.Json;
using ShimLsp.Core.Language.Navigation;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/documentLink</c>: endpoints, and the files that a catalog names.</summary>
internal sealed class LinkHandler(OpenDocuments documents, DocumentPositions positions, IWorkspaces workspaces)
{
    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public Task<IReadOnlyList<DocumentLink>> LinksAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var document = documents.Find((parameters ?? default).At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is not null
            ? Task.Run(() => Of(document), cancellationToken)
            : Task.FromResult<IReadOnlyList<DocumentLink>>([]);
    }

    private IReadOnlyList<DocumentLink> Of(OpenDocument document) =>
        [
            .. CatalogLinks
                .Of(document.Text)
                .Select(link => (link.Span, Target: TargetOf(document, link)))
                .Where(link => link.Target is not null)
                .Select(link => new DocumentLink(positions.RangeOf(document.Text, link.Span), link.Target!)),
        ];

    private string? TargetOf(OpenDocument document, CatalogLink link) =>
        link.Address?.AbsoluteUri
        ?? (workspaces.PathFrom(document.Uri, link.Path!) is { } path ? new Uri(path, UriKind.Absolute).AbsoluteUri : null);
}
