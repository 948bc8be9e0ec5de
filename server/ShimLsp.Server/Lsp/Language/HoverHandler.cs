using System.Text.Json;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/hover</c>: what is behind a value of a catalog.</summary>
internal sealed class HoverHandler(OpenDocuments documents, DocumentPositions positions)
{
    /// <summary>Whether names of fields are explained: not to a client that does so by the schema.</summary>
    public bool ExplainsFields { get; set; } = true;

    /// <summary>How explanations are written.</summary>
    public MarkupWriter Markup { get; set; } = new(isMarkdown: false);

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public Task<LspHover?> HoverAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var document = documents.Find(call.At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is { } file
            ? Task.Run(() => At(document, positions.OffsetOf(document.Text, call.At("position")), file), cancellationToken)
            : Task.FromResult<LspHover?>(null);
    }

    private LspHover? At(OpenDocument document, int offset, CatalogFile file) =>
        CatalogHover.At(document.Text, offset, file.WithModels(), ExplainsFields) is { } hover
            ? new(Markup.Of(hover.Lines), positions.RangeOf(document.Text, hover.Span))
            : null;
}
