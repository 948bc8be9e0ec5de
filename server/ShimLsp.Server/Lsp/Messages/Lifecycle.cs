using System.Text.Json;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Language;

namespace ShimLsp.Server.Lsp.Messages;

/// <summary>
/// The parts of <c>initialize</c>'s parameters that the server reads. They are read field by field: one wrong field must not make the whole
/// message fail.
/// </summary>
internal sealed record InitializeParams
{
    /// <summary>The client's process; null if it does not say.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The folders, as URIs; the older <c>rootUri</c> or <c>rootPath</c> if the client sends no folders.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Whether the client answers <c>workspace/configuration</c>.</summary>
    public bool CanPullConfiguration { get; init; }

    /// <summary>Whether the client can be asked to announce changes of the configuration.</summary>
    public bool CanRegisterConfiguration { get; init; }

    /// <summary>Whether the client can be asked to watch files.</summary>
    public bool CanRegisterWatchedFiles { get; init; }

    /// <summary>How the client learns of diagnostics.</summary>
    public DiagnosticDelivery Diagnostics { get; init; }

    /// <summary>Whether the client shows that a piece of the text is of no use.</summary>
    public bool ShowsUnnecessary { get; init; }

    /// <summary>Whether the client makes the code of a diagnostic a link.</summary>
    public bool LinksCodes { get; init; }

    /// <summary>What the client checks in catalogs by itself.</summary>
    public required CheckedFiles CheckedFiles { get; init; }

    /// <summary>Whether the client wants diagnostics of catalogs that it has not open. It is then sent all, and pulls none.</summary>
    public bool DiagnoseUnopened { get; init; }

    /// <summary>Whether the client takes edits of one version of a document.</summary>
    public bool TakesVersionedEdits { get; init; }

    /// <summary>Whether the client asks whether a name can be renamed before it asks for the new one.</summary>
    public bool PreparesRename { get; init; }

    /// <summary>Whether the client can be told to ask for lenses again.</summary>
    public bool RefreshesCodeLenses { get; init; }

    /// <summary>Whether there are lenses above rows; not if the client shows its own.</summary>
    public bool WantsCodeLenses { get; init; }

    /// <summary>Whether the client runs commands of a server.</summary>
    public bool RunsCommands { get; init; }

    /// <summary>Whether the client can be sent further commands later.</summary>
    public bool CanRegisterCommands { get; init; }

    /// <summary>How the client shows the explanation of a proposal.</summary>
    public required MarkupWriter CompletionMarkup { get; init; }

    /// <summary>How the client shows what it hovers over.</summary>
    public required MarkupWriter HoverMarkup { get; init; }

    /// <summary>What the client can do with code actions.</summary>
    public CodeActionSupport CodeActions { get; init; } = new();

    /// <summary>Whether the client counts positions in UTF-8.</summary>
    public bool OffersUtf8 { get; init; }

    /// <summary>The section <c>shim</c> as given in the options; null if it is not.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Whether the client trusts the folders.</summary>
    public bool WorkspaceTrusted { get; init; }

    /// <summary>Whether the client wants a notification for each decision.</summary>
    public bool NotifyDecisions { get; init; }

    /// <summary>Whether the errors of a catalog are shown as messages; not if the client shows <c>problems</c> itself.</summary>
    public bool ShowProblems { get; init; }

    /// <summary>Whether the client wants a command for each model; not if it has a picker of its own.</summary>
    public bool WantsUseCommands { get; init; }

    /// <summary>The initial trace value.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads the parameters, whatever they contain.</summary>
    /// <param name="parameters">The parameters; null if there are none.</param>
    public static InitializeParams Read(JsonElement? parameters)
    {
        var root = parameters ?? default;
        var workspace = root.At("capabilities").At("workspace");
        var options = root.At("initializationOptions");
        var isSentAll = options.At("diagnoseUnopened").IsTrue() && IsSentDiagnostics(root.At("capabilities"));
        return new()
        {
            ProcessId = root.At("processId").AsInt32(),
            Folders = ReadFolders(root),
            CanPullConfiguration = workspace.At("configuration").IsTrue(),
            CanRegisterConfiguration = workspace.At("didChangeConfiguration").At("dynamicRegistration").IsTrue(),
            CanRegisterWatchedFiles = workspace.At("didChangeWatchedFiles").At("dynamicRegistration").IsTrue(),
            Diagnostics = isSentAll ? DiagnosticDelivery.Push : ReadDiagnostics(root.At("capabilities")),
            DiagnoseUnopened = isSentAll,
            ShowsUnnecessary = ShowsTag(root.At("capabilities").At("textDocument"), DiagnosticTags.Unnecessary),
            LinksCodes = Shows(root.At("capabilities").At("textDocument"), "codeDescriptionSupport"),
            CompletionMarkup = MarkupWriter.For(
                root.At("capabilities").At("textDocument").At("completion").At("completionItem").At("documentationFormat")
            ),
            HoverMarkup = MarkupWriter.For(root.At("capabilities").At("textDocument").At("hover").At("contentFormat")),
            CodeActions = CodeActionSupport.Read(root),
            CheckedFiles = CheckedFiles.Read(options.At("schemaDiagnostics")),
            TakesVersionedEdits = workspace.At("workspaceEdit").At("documentChanges").IsTrue(),
            PreparesRename = root.At("capabilities").At("textDocument").At("rename").At("prepareSupport").IsTrue(),
            RefreshesCodeLenses = workspace.At("codeLens").At("refreshSupport").IsTrue(),
            WantsCodeLenses = options.At("codeLenses").ValueKind is not JsonValueKind.False,
            RunsCommands = workspace.At("executeCommand").ValueKind is JsonValueKind.Object,
            CanRegisterCommands = workspace.At("executeCommand").At("dynamicRegistration").IsTrue(),
            OffersUtf8 = root.At("capabilities")
                .At("general")
                .At("positionEncodings")
                .Items()
                .Any(encoding => encoding.AsString() == "utf-8"),
            Settings = options.At("settings") is { ValueKind: JsonValueKind.Object } settings ? settings : null,
            WorkspaceTrusted = options.At("workspaceTrusted").IsTrue(),
            NotifyDecisions = options.At("notifyDecisions").IsTrue(),
            ShowProblems = options.At("showProblems").ValueKind is not JsonValueKind.False,
            WantsUseCommands = options.At("useCommands").ValueKind is not JsonValueKind.False,
            Trace = root.At("trace").AsString(),
        };
    }

    // A client that pulls is not sent any: it would show each twice.
    private static DiagnosticDelivery ReadDiagnostics(JsonElement capabilities)
    {
        var document = capabilities.At("textDocument");
        return document.At("diagnostic").ValueKind is JsonValueKind.Object
            ? capabilities.At("workspace").At("diagnostics").At("refreshSupport").IsTrue()
                ? DiagnosticDelivery.PullWithRefresh
                : DiagnosticDelivery.Pull
            : IsSentDiagnostics(capabilities)
                ? DiagnosticDelivery.Push
                : DiagnosticDelivery.None;
    }

    private static bool Shows(JsonElement document, string what) =>
        document.At("publishDiagnostics").At(what).IsTrue() || document.At("diagnostic").At(what).IsTrue();

    private static bool ShowsTag(JsonElement document, int tag) =>
        Knows(document.At("publishDiagnostics"), tag) || Knows(document.At("diagnostic"), tag);

    private static bool Knows(JsonElement way, int tag) => way.At("tagSupport").At("valueSet").Items().Any(known => known.AsInt32() == tag);

    private static bool IsSentDiagnostics(JsonElement capabilities) =>
        capabilities.At("textDocument").At("publishDiagnostics").ValueKind is JsonValueKind.Object;

    private static IReadOnlyList<string> ReadFolders(JsonElement root)
    {
        if (root.At("workspaceFolders") is { ValueKind: JsonValueKind.Array } folders)
        {
            return [.. folders.Items().Select(folder => folder.At("uri").AsString()).OfType<string>()];
        }

        return (root.At("rootUri").AsString() ?? root.At("rootPath").AsString()) is { } single ? [single] : [];
    }
}

/// <summary>The answer of <c>initialize</c>.</summary>
internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

/// <summary>The server's name and version.</summary>
internal sealed record ServerInfo(string Name, string Version);

/// <summary>What the server can do.</summary>
internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public required TextDocumentSyncOptions TextDocumentSync { get; init; }

    public required CompletionOptions CompletionProvider { get; init; }

    public required bool HoverProvider { get; init; }

    public required CodeActionOptions CodeActionProvider { get; init; }
    public required bool DefinitionProvider { get; init; }

    public required bool ReferencesProvider { get; init; }

    public required bool DocumentHighlightProvider { get; init; }

    /// <summary><see cref="RenameOptions"/>, or <c>true</c>: a client that does not prepare renames may be told no more.</summary>
    public required JsonElement RenameProvider { get; init; }

    public required ResolvableOptions DocumentLinkProvider { get; init; }

    public required ResolvableOptions CodeLensProvider { get; init; }

    public required DiagnosticOptions? DiagnosticProvider { get; init; }

    public required ExecuteCommandOptions ExecuteCommandProvider { get; init; }

    public required WorkspaceCapabilities Workspace { get; init; }
}

/// <summary>The commands that any LSP client can run with no code of its own.</summary>
internal sealed record ExecuteCommandOptions(IReadOnlyList<string> Commands);

/// <summary>What the server can do with the workspace.</summary>
internal sealed record WorkspaceCapabilities(WorkspaceFoldersCapabilities WorkspaceFolders);

/// <summary>Folders come and go at run time.</summary>
internal sealed record WorkspaceFoldersCapabilities(bool Supported, bool ChangeNotifications);

/// <summary>Parameters of <c>$/setTrace</c>.</summary>
internal sealed record SetTraceParams(string? Value);

/// <summary>Parameters of <c>$/logTrace</c>.</summary>
internal sealed record LogTraceParams(string Message, string? Verbose);
