using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp;

/// <summary>The capabilities that the server announces.</summary>
internal static class LspCapabilities
{
    private const int Incremental = 2;

    /// <summary>The answer to <c>initialize</c>.</summary>
    /// <param name="client">What the client can do.</param>
    /// <param name="useCommands">The commands that make a model active, as far as they are announced at the start.</param>
    public static InitializeResult Of(InitializeParams client, ImmutableArray<string> useCommands) =>
        new(
            new()
            {
                PositionEncoding = client.OffersUtf8 ? "utf-8" : "utf-16",
                TextDocumentSync = new(OpenClose: true, Change: Incremental, new(IncludeText: false)),
                CompletionProvider = new(["\"", "$", "{", ":"]),
                HoverProvider = true,
                CodeActionProvider = new(
                    [CodeActionKinds.QuickFix, CodeActionKinds.Refactor, CodeActionKinds.FixAll],
                    ResolveProvider: false
                ),
                DefinitionProvider = true,
                ReferencesProvider = true,
                DocumentHighlightProvider = true,
                RenameProvider = client.PreparesRename
                    ? JsonSerializer.SerializeToElement(new(PrepareProvider: true), LspJson.Default.RenameOptions)
                    : JsonElement.Parse("true"),
                DocumentLinkProvider = new(ResolveProvider: false),
                CodeLensProvider = new(ResolveProvider: false),
                // A client that is sent diagnostics of every file would show those of an open one twice if it also pulled them.
                DiagnosticProvider = client.DiagnoseUnopened
                    ? null
                    : new("shim", InterFileDependencies: false, WorkspaceDiagnostics: false),
                ExecuteCommandProvider = new([.. LspCommands.Names, .. useCommands]),
                Workspace = new(new(Supported: true, ChangeNotifications: true)),
            },
            new("shim-lsp", Version)
        );

    private static string Version => typeof(LspCapabilities).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
