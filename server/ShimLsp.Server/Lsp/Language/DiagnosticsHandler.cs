using System.Text.Json;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/diagnostic</c>: what is wrong in a document, for clients that ask.</summary>
internal sealed class DiagnosticsHandler(OpenDocuments documents, DiagnosticConversion conversion)
{
    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public async Task<DocumentDiagnosticReport> PullAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var document = documents.Find((parameters ?? default).At("textDocument").At("uri").AsString());
        return document is null
            ? new([])
            : new(await Task.Run(() => conversion.Of(document), cancellationToken).ConfigureAwait(false) ?? []);
    }
}
