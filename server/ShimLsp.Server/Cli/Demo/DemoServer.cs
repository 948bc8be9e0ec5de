using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Core.Health;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting;

namespace ShimLsp.Server.Cli.Demo;

/// <summary>The server as a child process, driven as an editor drives it: LSP over stdin and stdout.</summary>
internal sealed class DemoServer : IDisposable
{
    /// <summary>How long anything may take before the demonstration gives up.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly EditorConnection connection;
    private TaskCompletionSource<ModelsChangedParams> modelsChanged = new();
    private TaskCompletionSource<AvailabilityChangedParams> returned = new();

    /// <summary>Starts it.</summary>
    /// <param name="home">Where it lives.</param>
    public DemoServer(DemoHome home)
    {
        process = Process.Start(StartInfo(home))!;
        connection = new EditorConnection(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        connection.On(OnModelsChanged, "shim/modelsChanged");
        connection.On(OnAvailabilityChanged, "shim/availabilityChanged");
        connection.Listen();
    }

    /// <summary>The next notification of another catalog.</summary>
    public Task<ModelsChangedParams> NextCatalog(CancellationToken cancellationToken) =>
        (modelsChanged = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(LongestWait, cancellationToken);

    /// <summary>The next notification that a model can be used again.</summary>
    public Task<AvailabilityChangedParams> NextReturn(CancellationToken cancellationToken) =>
        (returned = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(LongestWait, cancellationToken);

    /// <summary>
    /// Sends the pieces of a reply to this from now on, one after the other. The last may arrive after the whole answer.
    /// </summary>
    /// <param name="take">Takes a piece.</param>
    public void Hear(Action<ChatDelta> take) => connection.OnPiece = take;

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<TResult> RequestAsync<TParams, TResult>(
        string method,
        TParams parameters,
        JsonTypeInfo<TParams> type,
        JsonTypeInfo<TResult> resultType,
        CancellationToken cancellationToken
    )
    {
        var answer = await connection
            .RequestAsync(method, parameters, type, cancellationToken)
            .WaitAsync(LongestWait, cancellationToken)
            .ConfigureAwait(false);
        return (answer ?? throw new InvalidOperationException($"{method} answered null.")).Deserialize(resultType)!;
    }

    /// <summary>Sends a notification.</summary>
    public void Notify<TParams>(string method, TParams parameters, JsonTypeInfo<TParams> type) =>
        connection.Notify(method, parameters, type);

    /// <summary>Ends it as an editor does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ShutDownAsync(CancellationToken cancellationToken)
    {
        await connection
            .RequestAsync("shutdown", new(), WireJson.Default.Done, cancellationToken)
            .WaitAsync(LongestWait, cancellationToken)
            .ConfigureAwait(false);
        Notify("exit", new(), WireJson.Default.Done);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit(LongestEnd); // its folder is deleted next
        }

        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(DemoHome home)
    {
        var start = OwnProgram.StartWith("lsp");
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = home.Workspace;
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void OnModelsChanged(ModelsChangedParams? parameters = null) => modelsChanged.TrySetResult(parameters!);

    private void OnAvailabilityChanged(AvailabilityChangedParams? parameters = null)
    {
        if (parameters is { Availability.State: AvailabilityState.Available })
        {
            returned.TrySetResult(parameters);
        }
    }
}
