using System.Text.Json;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Language;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Documents;

/// <summary>
/// <c>textDocument/didOpen</c> and what follows it. Each takes effect before the next message starts. Nothing here is slow: a version is
/// parsed when somebody needs it.
/// </summary>
internal sealed class DocumentSync(
    OpenDocuments documents,
    DocumentPositions positions,
    DiagnosticsPublisher diagnostics,
    IWorkspaces workspaces
)
{
    public void DidOpen(JsonElement? parameters = null)
    {
        var item = (parameters ?? default).At("textDocument");
        if (item.At("uri").AsString() is { } uri && OpenDocuments.IsJson(uri, item.At("languageId").AsString()))
        {
            documents.Put(new(uri, item.At("version").AsInt32(), CatalogDocument.Read(item.At("text").AsString() ?? "")));
            diagnostics.Look(uri);
        }
    }

    public void DidChange(JsonElement? parameters = null)
    {
        var item = (parameters ?? default).At("textDocument");
        if (documents.Find(item.At("uri").AsString()) is not { } document)
        {
            return;
        }

        var text = (parameters ?? default).At("contentChanges").Items().Aggregate(document.Text, Changed);
        documents.Put(document with { Version = item.At("version").AsInt32(), Text = text });
        diagnostics.Look(document.Uri);
    }

    public void DidSave(JsonElement? parameters = null)
    {
        if (documents.Find(Uri(parameters)) is { } document && workspaces.FileOf(document.Uri)?.IsPlace == true)
        {
            workspaces.FilesChanged();
        }
    }

    public void DidClose(JsonElement? parameters = null)
    {
        if (Uri(parameters) is { } uri && documents.Remove(uri))
        {
            diagnostics.Look(uri);
        }
    }

    private static string? Uri(JsonElement? parameters) => (parameters ?? default).At("textDocument").At("uri").AsString();

    /// <summary>A change without a range is the whole text.</summary>
    private CatalogDocument Changed(CatalogDocument before, JsonElement change)
    {
        if (change.At("text").AsString() is not { } text)
        {
            return before;
        }

        var range = change.At("range");
        return range.ValueKind is JsonValueKind.Object
            ? before.Edit(DocumentPositions.Read(range.At("start")), DocumentPositions.Read(range.At("end")), text, positions.Encoding)
            : CatalogDocument.Read(text);
    }
}
