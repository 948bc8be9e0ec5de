using System.Collections.Concurrent;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Lsp;

/// <summary>
/// LSP's lifecycle, checked for each message before it is delivered: nothing comes before <c>initialize</c>, which comes once, and only
/// <c>exit</c> comes after <c>shutdown</c>. It also makes the pauses: messages behind one that must first take effect wait.
/// </summary>
internal sealed class LspLifecycle : IIncomingGate
{
    private readonly ConcurrentQueue<Hold> holds = new();
    private readonly TaskCompletionSource exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Hold untilInitialized = new();
    private bool isInitialized; // written and read by the reader of messages only
    private volatile bool isShutDown;
    private volatile bool pullsConfiguration;

    /// <summary>Completes when the client says <c>exit</c>.</summary>
    public Task Exited => exit.Task;

    /// <summary>0 after <c>shutdown</c>, otherwise 1.</summary>
    public int ExitCode => isShutDown ? 0 : 1;

    /// <summary>
    /// Turns on requests for the client's configuration. From now on, messages behind a change of it wait for the answer.
    /// </summary>
    public void PullConfiguration() => pullsConfiguration = true;

    /// <summary>The pause behind the message that is being handled; null if there is none.</summary>
    public Hold? TakeHold()
    {
        while (holds.TryDequeue(out var hold))
        {
            // One that is released already stood behind a message that could not be delivered.
            if (!hold.IsReleased)
            {
                return hold;
            }
        }

        return null;
    }

    /// <summary><c>initialize</c> is answered. Until then the server may send nothing else, so later messages waited.</summary>
    public void InitializeAnswered() => untilInitialized.Release();

    /// <summary>The client sent <c>exit</c>.</summary>
    public void Exit() => exit.TrySetResult();

    /// <inheritdoc/>
    public GateVerdict Admit(in Envelope envelope)
    {
        if (IsExit(envelope))
        {
            return GateVerdict.Pass;
        }

        if (isShutDown)
        {
            return GateVerdict.Refuse(JsonRpcErrorCode.InvalidRequest, "The server is shut down. Only exit may follow.");
        }

        if (envelope.Is("initialize"u8))
        {
            return Initialize(envelope);
        }

        if (!isInitialized)
        {
            return GateVerdict.Refuse(
                (JsonRpcErrorCode)RpcErrorCodes.ServerNotInitialized,
                "The server is not initialized. Send initialize first."
            );
        }

        if (envelope.Is("shutdown"u8) && envelope.Kind == MessageKind.Request)
        {
            isShutDown = true;
            return GateVerdict.Pass;
        }

        return pullsConfiguration && PullsBehind(envelope) ? PassThenHold(envelope) : GateVerdict.Pass;
    }

    /// <inheritdoc/>
    public bool IsExit(in Envelope envelope) => envelope.Is("exit"u8);

    /// <inheritdoc/>
    // The answer to the earlier pull would be dropped.
    public bool Supersedes(in Envelope envelope) => !isShutDown && IsChange(envelope) && !HasPositionalParams(envelope);

    // As a request it may be cancelled before its handler runs: then nothing would end the pause.
    private static bool PullsBehind(in Envelope envelope) =>
        IsChange(envelope)
        || (
            envelope.Kind == MessageKind.Notification
            && (envelope.Is("initialized"u8) || envelope.Is("workspace/didChangeWorkspaceFolders"u8))
        );

    private static bool IsChange(in Envelope envelope) =>
        envelope.Kind == MessageKind.Notification && envelope.Is("workspace/didChangeConfiguration"u8);

    private GateVerdict Initialize(in Envelope envelope)
    {
        // A message without an id is not a request. As a notification it is dropped.
        if (isInitialized || envelope.Kind != MessageKind.Request)
        {
            return GateVerdict.Refuse(JsonRpcErrorCode.InvalidRequest, "initialize may be sent only once.");
        }

        if (HasPositionalParams(envelope))
        {
            return Positional();
        }

        isInitialized = true;
        return GateVerdict.PassThenHold(untilInitialized);
    }

    private GateVerdict PassThenHold(in Envelope envelope)
    {
        if (HasPositionalParams(envelope))
        {
            return Positional();
        }

        var hold = new Hold { CanBeSuperseded = IsChange(envelope) };
        holds.Enqueue(hold);
        return GateVerdict.PassThenHold(hold);
    }

    // LSP's parameters are objects. Given by position they may fit no handler: then none would run, and nothing would end the pause.
    private static bool HasPositionalParams(in Envelope envelope) => envelope.Params.StartsWith("["u8);

    private static GateVerdict Positional() => GateVerdict.Refuse(ContractErrors.InvalidParams("params", "must be an object.").Error);
}
