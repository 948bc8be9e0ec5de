using System.Text.Json;
using ShimLsp.Core.Language.Navigation;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// <c>textDocument/prepareRename</c> and <c>textDocument/rename</c>: a slug and everything in the file that names its row. A refusal is an
/// error whose message says why: editors show it to the person.
/// </summary>
internal sealed class RenameHandler(OpenDocuments documents, DocumentPositions positions, WorkspaceEdits edits)
{
    private const string Position = "position";
    private const string NewName = "newName";

    public Task<PreparedRename?> PrepareAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default) =>
        At(
            parameters ?? default,
            (document, offset) =>
                CatalogRename.PrepareAt(document.Text, offset) switch
                {
                    RenameResult.Possible possible => new PreparedRename(positions.RangeOf(document.Text, possible.Span), possible.Slug),
                    RenameResult.Refused refused => throw Refusal(refused),
                    _ => null,
                },
            cancellationToken
        );

    public Task<WorkspaceEdit?> RenameAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var name = call.At(NewName).AsString() ?? throw ContractErrors.InvalidParams(NewName, "is required: the new slug.");
        return At(
            call,
            (document, offset) =>
                CatalogRename.At(document.Text, offset, name) switch
                {
                    RenameResult.Renamed renamed => edits.Of(document, renamed.Edits),
                    RenameResult.Refused refused => throw Refusal(refused),
                    _ => null,
                },
            cancellationToken
        );
    }

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    private Task<T?> At<T>(JsonElement call, Func<OpenDocument, int, T?> answer, CancellationToken cancellationToken)
        where T : class
    {
        var document = documents.Find(call.At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is not null
            ? Task.Run(() => answer(document, positions.OffsetOf(document.Text, call.At(Position))), cancellationToken)
            : Task.FromResult<T?>(null);
    }

    private static ContractException Refusal(RenameResult.Refused refused) =>
        ContractErrors.Refused(refused.IsOfName ? NewName : Position, refused.Reason);
}
