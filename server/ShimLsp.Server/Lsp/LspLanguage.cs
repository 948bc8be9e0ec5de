using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Language;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The part of the front that is about documents: which are open, and one handler a method for what is known of them.</summary>
internal sealed class LspLanguage
{
    private readonly Func<string?> problemsPage;
    private readonly OpenDocuments documents;
    private readonly DocumentPositions positions = new();
    private readonly WorkspaceEdits edits;
    private readonly DiagnosticConversion conversion;
    private readonly DiagnosticsPublisher publisher;
    private readonly DocumentSync sync;
    private readonly CompletionHandler completion;
    private readonly HoverHandler hover;
    private readonly CodeActionHandler actions;
    private readonly NavigationHandler navigation;
    private readonly RenameHandler rename;
    private readonly LinkHandler links;
    private readonly LensHandler lenses;
    private readonly ClientRefresh lensRefresh;
    private volatile bool refreshesLenses;

    /// <summary>Nothing is open yet.</summary>
    /// <param name="workspaces">What the server knows of catalogs.</param>
    /// <param name="peer">The connection.</param>
    /// <param name="problemsPage">Finds the page that explains the codes of problems, as a URI; null if it is not installed.</param>
    public LspLanguage(IWorkspaces workspaces, RpcPeer peer, Func<string?> problemsPage)
    {
        this.problemsPage = problemsPage;
        documents = new OpenDocuments(workspaces);
        edits = new WorkspaceEdits(positions);
        conversion = new DiagnosticConversion(documents, positions);
        publisher = new DiagnosticsPublisher(documents, conversion, workspaces, peer);
        sync = new DocumentSync(documents, positions, publisher, workspaces);
        completion = new CompletionHandler(documents, positions);
        hover = new HoverHandler(documents, positions);
        actions = new CodeActionHandler(
            documents,
            positions,
            conversion,
            edits,
            new SwitchActions(workspaces),
            new FetchActions(workspaces)
        );
        navigation = new NavigationHandler(documents, positions);
        rename = new RenameHandler(documents, positions, edits);
        links = new LinkHandler(documents, positions, workspaces);
        lenses = new LensHandler(documents, positions, workspaces);
        lensRefresh = new ClientRefresh(peer, "workspace/codeLens/refresh");
    }

    /// <summary>Takes what the client can do.</summary>
    /// <param name="client">The parameters of <c>initialize</c>.</param>
    public void Start(InitializeParams client)
    {
        positions.IsUtf8 = client.OffersUtf8;
        edits.HasVersions = client.TakesVersionedEdits;
        conversion.HasUnnecessary = client.ShowsUnnecessary;
        conversion.Page = client.LinksCodes ? problemsPage() : null;
        documents.CheckedByClient = client.CheckedFiles;
        publisher.Delivery = client.Diagnostics;
        publisher.LooksAtFiles = client.DiagnoseUnopened;
        completion.Markup = client.CompletionMarkup;
        hover.Markup = client.HoverMarkup;
        actions.Client = client.CodeActions;
        lenses.IsWanted = client.WantsCodeLenses;
        refreshesLenses = client is { WantsCodeLenses: true, RefreshesCodeLenses: true };
    }

    /// <summary>What the server knows has changed.</summary>
    public void FactsChanged()
    {
        publisher.FactsChanged();
        ModelChosen();
    }

    /// <summary>Another model is active.</summary>
    public void ModelChosen()
    {
        if (refreshesLenses)
        {
            lensRefresh.Want(() => documents.All.Any(document => documents.CatalogAt(document)?.Facts.IsInForce == true));
        }
    }

    /// <summary>Other catalogs may be in use.</summary>
    public void FilesChanged() => publisher.FilesChanged();

    /// <summary>Whether the client has a file open and is shown what is wrong in it.</summary>
    /// <param name="path">The file's full path.</param>
    public bool Shows(string path) =>
        publisher.Delivery is not DiagnosticDelivery.None
        && documents.All.Any(document => Uri.TryCreate(document.Uri, UriKind.Absolute, out var uri) && uri.IsFile && uri.LocalPath == path);

    /// <summary>Adds the methods.</summary>
    /// <param name="rpc">The connection.</param>
    public void Register(ShimJsonRpc rpc)
    {
        rpc.Add(sync, nameof(DocumentSync.DidOpen), "textDocument/didOpen");
        rpc.Add(sync, nameof(DocumentSync.DidChange), "textDocument/didChange");
        rpc.Add(sync, nameof(DocumentSync.DidSave), "textDocument/didSave");
        rpc.Add(sync, nameof(DocumentSync.DidClose), "textDocument/didClose");
        rpc.Add(new DiagnosticsHandler(documents, conversion), nameof(DiagnosticsHandler.PullAsync), "textDocument/diagnostic");
        rpc.Add(completion, nameof(CompletionHandler.CompleteAsync), "textDocument/completion");
        rpc.Add(hover, nameof(HoverHandler.HoverAsync), "textDocument/hover");
        rpc.Add(actions, nameof(CodeActionHandler.ListAsync), "textDocument/codeAction");
        rpc.Add(navigation, nameof(NavigationHandler.DefinitionAsync), "textDocument/definition");
        rpc.Add(navigation, nameof(NavigationHandler.ReferencesAsync), "textDocument/references");
        rpc.Add(navigation, nameof(NavigationHandler.HighlightAsync), "textDocument/documentHighlight");
        rpc.Add(rename, nameof(RenameHandler.PrepareAsync), "textDocument/prepareRename");
        rpc.Add(rename, nameof(RenameHandler.RenameAsync), "textDocument/rename");
        rpc.Add(links, nameof(LinkHandler.LinksAsync), "textDocument/documentLink");
        rpc.Add(lenses, nameof(LensHandler.LensesAsync), "textDocument/codeLens");
    }
}
