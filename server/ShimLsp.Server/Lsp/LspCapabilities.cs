using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp;

/// <summary>The capabilities that the server announces.</summary>
internal static class LspCapabilities
{
    private const int Incremental = 2;

    /// <summary>The answer to <c>initialize</c>.</summary>
    /// <param name="client">What the client can do.</param>
    public static InitializeResult Of(InitializeParams client) =>
        new(
            new()
            {
                PositionEncoding = client.OffersUtf8 ? "utf-8" : "utf-16",
                TextDocumentSync = new(OpenClose: true, Change: Incremental, new(IncludeText: false)),
                DiagnosticProvider = new("shim", InterFileDependencies: false, WorkspaceDiagnostics: false),
                ExecuteCommandProvider = new(LspCommands.Names),
                Workspace = new(new(Supported: true, ChangeNotifications: true)),
            },
            new("shim-lsp", Version)
        );

    private static string Version => typeof(LspCapabilities).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
