using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Core.Health;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>The server as a child process, spoken to as an editor speaks to it: LSP over its stdin and stdout.</summary>
internal sealed class DemoServer : IDisposable
{
    /// <summary>How long anything may take before the demonstration gives up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly RpcPeer peer = new();
    private readonly ShimJsonRpc rpc;
    private volatile Action<ChatDelta>? pieces;
    private TaskCompletionSource<ModelsChangedParams> modelsChanged = new();
    private TaskCompletionSource<AvailabilityChangedParams> returned = new();

    /// <summary>Starts it.</summary>
    /// <param name="home">Where it lives.</param>
    public DemoServer(DemoHome home)
    {
        process = Process.Start(StartInfo(home))!;
        var handler = ShimMessageHandler.Over(
            process.StandardOutput.BaseStream,
            process.StandardInput.BaseStream,
            RpcFormatter.Create(ProgressJson.Default),
            new() { Framing = Framing.Header }
        );
        rpc = new ShimJsonRpc(handler, NullLogger.Instance);
        peer.Bind(rpc, handler.Unsent, handler.Ahead);
        rpc.Add(OnModelsChanged, "shim/modelsChanged");
        rpc.Add(OnAvailabilityChanged, "shim/availabilityChanged");
        rpc.Add(OnProgress, "$/progress");
        rpc.StartListening();
    }

    /// <summary>The next time that the server tells of another catalog.</summary>
    public Task<ModelsChangedParams> NextCatalog(CancellationToken cancellationToken) =>
        (modelsChanged = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(LongestWait, cancellationToken);

    /// <summary>The next time that the server tells of a model that can be used again.</summary>
    public Task<AvailabilityChangedParams> NextReturn(CancellationToken cancellationToken) =>
        (returned = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(LongestWait, cancellationToken);

    /// <summary>
    /// Who takes the pieces of a reply from now on, one after the other. The last may come after the answer that repeats them all.
    /// </summary>
    /// <param name="take">Takes a piece.</param>
    public void Hear(Action<ChatDelta> take) => pieces = take;

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<TResult> RequestAsync<TParams, TResult>(
        string method,
        TParams parameters,
        JsonTypeInfo<TParams> type,
        JsonTypeInfo<TResult> resultType,
        CancellationToken cancellationToken
    )
    {
        var answer = await peer.RequestAsync(method, parameters, type, cancellationToken)
            .WaitAsync(LongestWait, cancellationToken)
            .ConfigureAwait(false);
        return (answer ?? throw new InvalidOperationException($"{method} answered null.")).Deserialize(resultType)!;
    }

    /// <summary>Sends a notification.</summary>
    public void Notify<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> type) => peer.Notify(method, parameters, type);

    /// <summary>Ends it as an editor does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ShutDownAsync(CancellationToken cancellationToken)
    {
        await peer.RequestAsync("shutdown", new(), WireJson.Default.Done, cancellationToken)
            .WaitAsync(LongestWait, cancellationToken)
            .ConfigureAwait(false);
        Notify("exit", new(), WireJson.Default.Done);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        rpc.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit(LongestEnd); // its folder is deleted next
        }

        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(DemoHome home)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = home.Workspace,
        };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "shim-lsp.dll"));
        }

        start.ArgumentList.Add("lsp");
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void OnModelsChanged(ModelsChangedParams? parameters = null) => modelsChanged.TrySetResult(parameters!);

    private void OnProgress(PartialResultParams? parameters = null) => pieces?.Invoke(parameters!.Value);

    private void OnAvailabilityChanged(AvailabilityChangedParams? parameters = null)
    {
        if (parameters is { Availability.State: AvailabilityState.Available })
        {
            returned.TrySetResult(parameters);
        }
    }
}
