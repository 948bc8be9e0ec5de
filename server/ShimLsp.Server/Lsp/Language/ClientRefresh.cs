using ShimLsp.Server.Rpc;
using StreamJsonRpc;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>Tells a client to ask again for what it shows. One request is under way at a time; wishes meanwhile make one more.</summary>
/// <param name="peer">The connection.</param>
/// <param name="method">The request, such as <c>workspace/diagnostic/refresh</c>.</param>
internal sealed class ClientRefresh(RpcPeer peer, string method)
{
    private readonly Lock gate = new();
    private bool isAtWork;
    private bool isWanted;

    /// <summary>Wishes for it. The caller may hold a lock: the request is sent by another thread.</summary>
    /// <param name="isNeeded">Whether it is still needed when its turn comes; null if it is.</param>
    public void Want(Func<bool>? isNeeded = null)
    {
        lock (gate)
        {
            isWanted = true;
            if (isAtWork)
            {
                return;
            }

            isAtWork = true;
        }

        _ = Task.Run(() => WorkAsync(isNeeded));
    }

    private async Task WorkAsync(Func<bool>? isNeeded)
    {
        while (true)
        {
            lock (gate)
            {
                isAtWork = isWanted;
                isWanted = false;
                if (!isAtWork)
                {
                    return;
                }
            }

            try
            {
                if (isNeeded?.Invoke() != false)
                {
                    await peer.RequestAsync(method, CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (Exception refused)
                when (refused
                        is RemoteRpcException
                            or ConnectionLostException
                            or OperationCanceledException
                            or ObjectDisposedException
                            or IOException
                            or UnauthorizedAccessException
                )
            {
                // It asks again when its person changes the text.
            }
        }
    }
}
