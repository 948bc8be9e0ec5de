using ShimLsp.Core.Sessions;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Server.Hosting;

/// <summary>The plain JSON-RPC front over two streams.</summary>
internal static class PlainHost
{
    /// <summary>Serves until its input ends. At the end of input it first answers what it has read.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="hasHeaders">True if messages come in LSP's frames, false if each is a line.</param>
    /// <param name="folders">The folders to open.</param>
    /// <param name="input">What the client says.</param>
    /// <param name="output">What the client hears.</param>
    /// <returns>The process's exit code: 0 if the input ended between two messages and the client took every answer, else 1.</returns>
    public static async Task<int> RunAsync(
        ServerOptions options,
        bool hasHeaders,
        IReadOnlyList<string> folders,
        Stream input,
        Stream output
    )
    {
        var peer = new RpcPeer();
        var subscriptions = new Subscriptions(peer);
        using var composition = new Composition(options, subscriptions);
        var handler = ShimMessageHandler.Over(
            input,
            output,
            RpcFormatter.Create(),
            new()
            {
                Framing = hasHeaders ? Framing.Header : Framing.NewLine,
                DrainAtCleanEnd = true,
                Memory = composition.Memory,
            }
        );
        using var rpc = new ShimJsonRpc(handler, composition.Logger);
        peer.Bind(rpc, handler.Unsent, handler.Ahead);
        composition.Workspaces.Start(folders, ClientSettings.Empty, trusted: false);
        new PlainFront(composition.Workspaces, subscriptions).Register(rpc, composition.Contract, new WorkDoneProgress(peer));
        rpc.StartListening();

        // If nobody is left to read the answers, there is nothing to wait for.
        await Task.WhenAny(handler.Ended, handler.OutputCompletion).ConfigureAwait(false);
        if (!handler.Ended.IsCompletedSuccessfully || await handler.Ended.ConfigureAwait(false) == EndOfInput.MidFrame)
        {
            return 1;
        }

        await rpc.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await handler.OutputCompletion.ConfigureAwait(false) ? 0 : 1;
    }
}
