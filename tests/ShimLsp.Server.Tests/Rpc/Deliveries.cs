using ShimLsp.Server.Rpc.Framing;
using ShimLsp.Server.Tests.Support;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Tests.Rpc;

/// <summary>Reads from a handler in JsonRpc's place, to see what is delivered and what is not yet.</summary>
internal sealed class Deliveries(ShimMessageHandler handler)
{
    private Task<JsonRpcMessage?>? pending;

    /// <summary>
    /// What is delivered now, one word for each: a call's method, <c>answer</c>, or <c>end</c>. All input is there already, so
    /// a read that does not complete at once is one that waits.
    /// </summary>
    public async Task<string> NowAsync()
    {
        List<string> words = [];
        while (words.LastOrDefault() != "end")
        {
            pending ??= handler.ReadAsync(CancellationToken.None).AsTask();
            if (!pending.IsCompleted)
            {
                break;
            }

            words.Add(Take(await pending));
        }

        return string.Join(' ', words);
    }

    /// <summary>Waits for the next delivery.</summary>
    public async Task<string> NextAsync()
    {
        pending ??= handler.ReadAsync(CancellationToken.None).AsTask();
        return Take(await pending.WaitAsync(ShimClient.Limit));
    }

    private string Take(JsonRpcMessage? message)
    {
        pending = null;
        string word = message switch
        {
            JsonRpcRequest request => request.Method!,
            null => "end",
            _ => "answer",
        };
        if (message is not null)
        {
            ((StreamJsonRpc.Reflection.IJsonRpcMessageBufferManager)handler).DeserializationComplete(message);
        }

        return word;
    }
}

/// <summary>Refuses what begins with <c>no</c>; holds behind what begins with <c>hold</c>.</summary>
internal sealed class ToyGate : IIncomingGate
{
    public List<string> Asked { get; } = [];

    public Queue<Hold> Holds { get; } = new();

    public bool IsExit(in Envelope envelope) => envelope.Is("exit"u8);

    public GateVerdict Admit(in Envelope envelope)
    {
        Asked.Add(System.Text.Encoding.UTF8.GetString(envelope.Method));
        if (envelope.Method.StartsWith("no"u8))
        {
            return GateVerdict.Refuse((JsonRpcErrorCode)(-32002), "Not now.");
        }

        if (envelope.Method.StartsWith("hold"u8))
        {
            Holds.Enqueue(new Hold());
            return GateVerdict.PassThenHold(Holds.Last());
        }

        return GateVerdict.Pass;
    }
}
