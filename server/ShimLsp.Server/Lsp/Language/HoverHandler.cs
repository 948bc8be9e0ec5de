using System.Text.Json;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/hover</c>: what is behind a value of a catalog.</summary>
internal sealed class HoverHandler(OpenDocuments documents, DocumentPositions positions)
{
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

    // A client that has the schema explains names of fields by that.
    private LspHover? At(OpenDocument document, int offset, CatalogFile file) =>
        CatalogHover.At(document.Text, offset, file.WithModels(), documents.ChecksOf(document) is not EditorChecks.Schema) is { } hover
            ? new(Markup.Of(hover.Lines), positions.RangeOf(document.Text, hover.Span))
            : null;
}
