using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// Publishes what is wrong in open catalogs: when one is opened, at each change, and when the server learns more. A client that pulls is
/// told to pull again instead. One document at a time is looked at, always in its newest version. So versions only rise, and a client that
/// types faster than this is never shown old ones. A client that wants it is also sent what is wrong in catalogs that it has not open.
/// </summary>
/// <param name="documents">The open documents.</param>
/// <param name="conversion">What is wrong in one.</param>
/// <param name="workspaces">Knows which catalogs are in use.</param>
/// <param name="peer">The connection.</param>
internal sealed class DiagnosticsPublisher(OpenDocuments documents, DiagnosticConversion conversion, IWorkspaces workspaces, RpcPeer peer)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> waiting = [];
    private readonly ClientRefresh refresh = new(peer, "workspace/diagnostic/refresh");
    private readonly Dictionary<string, ShownFile?> shown = []; // what the client shows something of; the one at work uses it
    private bool isAtWork;
    private bool filesWait;

    /// <summary>How the client learns of diagnostics.</summary>
    public DiagnosticDelivery Delivery { get; set; }

    /// <summary>Whether catalogs in use are looked at that are not open. Only a client that is sent diagnostics can have that.</summary>
    public bool LooksAtFiles { get; set; }

    /// <summary>A document was opened, changed or closed.</summary>
    /// <param name="uri">Its name.</param>
    public void Look(string uri)
    {
        if (Delivery is DiagnosticDelivery.Push)
        {
            Look([uri]);
        }
    }

    /// <summary>What the server knows has changed: a catalog, a key, trust.</summary>
    public void FactsChanged()
    {
        if (Delivery is DiagnosticDelivery.Push)
        {
            Look(documents.All.Select(document => document.Uri), andFiles: LooksAtFiles);
        }
        else if (Delivery is DiagnosticDelivery.PullWithRefresh && documents.All.Any())
        {
            refresh.Want();
        }
    }

    /// <summary>Other catalogs may be in use: folders came or went, or the settings are others.</summary>
    public void FilesChanged()
    {
        if (LooksAtFiles)
        {
            Look([], andFiles: true);
        }
    }

    private void Look(IEnumerable<string> uris, bool andFiles = false)
    {
        lock (gate)
        {
            waiting.UnionWith(uris);
            filesWait |= andFiles;
            if (isAtWork || !(filesWait || waiting.Count > 0))
            {
                return;
            }

            isAtWork = true;
        }

        _ = Task.Run(WorkAsync);
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            string? uri;
            lock (gate)
            {
                isAtWork = filesWait || waiting.Count > 0;
                if (!isAtWork)
                {
                    return;
                }

                // What a person types in comes before files that they do not look at.
                uri = waiting.FirstOrDefault();
                filesWait &= uri is not null;
                _ = uri is not null && waiting.Remove(uri);
            }

            try
            {
                if (uri is not null)
                {
                    Publish(uri);
                }
                else
                {
                    PublishFiles();
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // The files of a workspace, or the connection, are gone. The next change tries again.
            }

            await Task.Yield();
        }
    }

    private void Publish(string uri)
    {
        var document = documents.Find(uri);
        var diagnostics = document is null ? null : conversion.Of(document);
        if (!ReferenceEquals(document, documents.Find(uri)))
        {
            return; // there is a newer version, which waits for its turn
        }

        if (document is null && LooksAtFiles && FindInUse(uri) is { } file)
        {
            PublishFile(uri, file);
        }
        // A document that is no catalog, or no longer one, has none; a client that was never shown any need not hear that.
        else if (diagnostics is null ? shown.Remove(uri) : (shown[uri] = null) is null)
        {
            Tell(uri, document?.Version, diagnostics ?? []);
        }
    }

    /// <summary>All files in use that are not open, and those that no longer are in use.</summary>
    private void PublishFiles()
    {
        var files = workspaces.FilesInUse.ToDictionary(file => FileUri.Of(file.Path));
        foreach (var (uri, file) in files)
        {
            if (documents.Find(uri) is null)
            {
                PublishFile(uri, file);
            }
        }

        foreach (var uri in shown.Keys.Where(uri => !files.ContainsKey(uri) && documents.Find(uri) is null).ToArray())
        {
            shown.Remove(uri);
            Tell(uri, version: null, []);
        }
    }

    private void PublishFile(string uri, CatalogInUse file)
    {
        var isShown = shown.TryGetValue(uri, out var last);
        if (ReferenceEquals(last?.File, file))
        {
            return; // the catalog is as it was; something else has changed
        }

        var diagnostics = conversion.Of(file);
        if (documents.Find(uri) is null && (diagnostics.Count > 0 || isShown))
        {
            shown[uri] = new(file, diagnostics);
            if (last is null || !diagnostics.SequenceEqual(last.Diagnostics))
            {
                Tell(uri, version: null, diagnostics);
            }
        }
    }

    private sealed record ShownFile(CatalogInUse File, IReadOnlyList<LspDiagnostic> Diagnostics);

    private CatalogInUse? FindInUse(string uri) => workspaces.FilesInUse.FirstOrDefault(file => FileUri.Of(file.Path) == uri);

    private void Tell(string uri, int? version, IReadOnlyList<LspDiagnostic> diagnostics) =>
        peer.Tell("textDocument/publishDiagnostics", uri, new(uri, version, diagnostics), LspJson.Default.PublishDiagnosticsParams);
}

/// <summary>How a client learns of diagnostics.</summary>
internal enum DiagnosticDelivery
{
    /// <summary>It does not: it shows none.</summary>
    None,

    /// <summary>They are published.</summary>
    Push,

    /// <summary>It pulls, when it wants to.</summary>
    Pull,

    /// <summary>It pulls, and can be told to.</summary>
    PullWithRefresh,
}
