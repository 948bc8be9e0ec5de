using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Rpc;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// Publishes what is wrong in open catalogs: when one is opened, at each change, and when the server learns more. A client that pulls is
/// told to pull again instead. One document at a time is looked at, always in its newest version. So versions only rise, and a client that
/// types faster than this is never shown old ones.
/// </summary>
/// <param name="documents">The open documents.</param>
/// <param name="conversion">What is wrong in one.</param>
/// <param name="peer">The connection.</param>
internal sealed class DiagnosticsPublisher(OpenDocuments documents, DiagnosticConversion conversion, RpcPeer peer)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> waiting = [];
    private readonly HashSet<string> shown = []; // what the client shows something of; the one at work uses it
    private bool isAtWork;
    private bool isRefreshing;
    private bool mustRefresh;

    /// <summary>How the client learns of diagnostics.</summary>
    public DiagnosticDelivery Delivery { get; set; }

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
            Look(documents.All.Select(document => document.Uri));
        }
        else if (Delivery is DiagnosticDelivery.PullWithRefresh && documents.All.Any())
        {
            Refresh();
        }
    }

    private void Look(IEnumerable<string> uris)
    {
        lock (gate)
        {
            waiting.UnionWith(uris);
            if (isAtWork || waiting.Count == 0)
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
            string uri;
            lock (gate)
            {
                isAtWork = waiting.Count > 0;
                if (!isAtWork)
                {
                    return;
                }

                uri = waiting.First();
                waiting.Remove(uri);
            }

            try
            {
                Publish(uri);
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

        // A document that is no catalog, or no longer one, has none; a client that was never shown any need not hear that.
        if (diagnostics is null ? shown.Remove(uri) : shown.Add(uri) || true)
        {
            peer.Tell(
                "textDocument/publishDiagnostics",
                uri,
                new(uri, document?.Version, diagnostics ?? []),
                LspJson.Default.PublishDiagnosticsParams
            );
        }
    }

    private void Refresh()
    {
        lock (gate)
        {
            mustRefresh = true;
            if (isRefreshing)
            {
                return;
            }

            isRefreshing = true;
        }

        _ = Task.Run(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        while (true)
        {
            lock (gate)
            {
                isRefreshing = mustRefresh;
                mustRefresh = false;
                if (!isRefreshing)
                {
                    return;
                }
            }

            try
            {
                await peer.RequestAsync("workspace/diagnostic/refresh", CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception refused)
                when (refused is RemoteRpcException or ConnectionLostException or OperationCanceledException or ObjectDisposedException)
            {
                // It pulls again when its person changes the text.
            }
        }
    }
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
