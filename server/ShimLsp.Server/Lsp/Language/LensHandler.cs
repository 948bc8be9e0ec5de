using System.Text.Json;
using ShimLsp.Core.Language.Lenses;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary><c>textDocument/codeLens</c>: what a person can do with a row of the catalog in force.</summary>
internal sealed class LensHandler(OpenDocuments documents, DocumentPositions positions, IWorkspaces workspaces)
{
    /// <summary>Whether there are lenses; not for a client that shows its own.</summary>
    public bool IsWanted { get; set; } = true;

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public Task<IReadOnlyList<CodeLens>> LensesAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var document = documents.Find((parameters ?? default).At("textDocument").At("uri").AsString());
        return IsWanted && document is not null && documents.CatalogAt(document) is { Facts.IsInForce: true } file
            ? Task.Run(() => Of(document, file), cancellationToken)
            : Task.FromResult<IReadOnlyList<CodeLens>>([]);
    }

    private IReadOnlyList<CodeLens> Of(OpenDocument document, CatalogFile file)
    {
        // The commands mean the first folder unless they name another.
        string[] folder = ReferenceEquals(workspaces.Find(null), file.Session) || file.Session.Name is null ? [] : [file.Session.Name];
        return
        [
            .. CatalogLenses
                .Of(document.Text, file.WithModels())
                .Select(lens => new CodeLens(positions.RangeOf(document.Text, lens.Span), CommandOf(lens, folder))),
        ];
    }

    // Each of them does something in every client. An empty command shows text alone in VS Code; elsewhere it is an error to run it.
    private static LspCommand CommandOf(CatalogLens lens, string[] folder) =>
        lens.Kind switch
        {
            LensKind.Use => Command("Use this model", LspCommands.SwitchModel, [lens.Slug, .. folder]),
            LensKind.UseAuto => Command("Use Auto", LspCommands.SwitchModel, [lens.Slug, .. folder]),
            LensKind.Active => Command("Active", LspCommands.Status, folder),
            LensKind.NoKey => Command("No key", LspCommands.Probe, [lens.Slug, .. folder]), // says which, and sends nothing
            _ => Command("Probe (1 call)", LspCommands.Probe, [lens.Slug, .. folder]),
        };

    private static LspCommand Command(string title, string command, string[] arguments) =>
        new(title, command, [.. arguments.Select(CodeActionCommands.Text)]);
}
