using ShimLsp.Server.Hosting.Stdio;
using ShimLsp.Server.Lsp;
using ShimLsp.Server.Lsp.Commands;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Server.Hosting;

/// <summary>The LSP front over two streams.</summary>
internal static class LspHost
{
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    /// <summary>Serves until the client says <c>exit</c>, closes our input or its own, or is gone.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="input">What the client says.</param>
    /// <param name="output">What the client hears.</param>
    /// <returns>The process's exit code: 0 after <c>shutdown</c>, otherwise 1.</returns>
    public static async Task<int> RunAsync(ServerOptions options, Stream input, Stream output)
    {
        var peer = new RpcPeer();
        var lifecycle = new LspLifecycle();
        var client = new LspClient(peer);
        LspLanguage? language = null;
        var errors = new CatalogErrors(client, path => language?.Shows(path) == true);
        var notifications = new LspNotifications(peer, errors, () => language?.FactsChanged());
        using var composition = new Composition(options, notifications, client.Log, new GrantQuestions(client).Ask);
        language = new LspLanguage(composition.Workspaces, peer, Documentation.ProblemsPage);
        using var parent = new ParentWatch(RunningProcess.IsAlive, options.Host.Time);
        parent.Watch(options.ClientProcess);
        var handler = ShimMessageHandler.Over(
            input,
            output,
            RpcFormatter.Create(LspJson.Default),
            new()
            {
                Framing = Framing.Header,
                Gate = lifecycle,
                HasInputEnded = () => StandardPipe.HasHungUp(input),
                Clock = options.Host.Time,
                Memory = composition.Memory,
            }
        );
        using var rpc = new ShimJsonRpc(handler, composition.Logger);
        peer.Bind(rpc, handler.Unsent, handler.Ahead);
        var useCommands = new UseCommands(composition.Workspaces, client);
        notifications.ModelsChanged = useCommands.Changed;
        notifications.ModelChosen = language.ModelChosen;
        var progress = new WorkDoneProgress(peer);
        LspFront.Register(
            rpc,
            composition.Contract,
            new LspWorkspace(
                composition.Workspaces,
                lifecycle,
                client,
                notifications,
                errors,
                language,
                useCommands,
                parent,
                options.Host.Time
            ),
            language,
            new LspCommands(composition.Contract, new ReportingMethods(composition.Contract, progress), composition.Workspaces, client),
            progress
        );
        rpc.StartListening();
        _ = rpc.Answered.ContinueWith(
            _ =>
            {
                lifecycle.InitializeAnswered();
                client.InitializeAnswered();
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        await Task.WhenAny(lifecycle.Exited, handler.Ended, handler.OutputCompletion, parent.Gone).ConfigureAwait(false);
        if (lifecycle.Exited.IsCompleted)
        {
            // shutdown and exit may come in one breath: the answer to the first still goes out.
            await Task.WhenAny(handler.WhenAllAnswered(), Task.Delay(LastWords, options.Host.Time)).ConfigureAwait(false);
        }

        return lifecycle.ExitCode;
    }
}
