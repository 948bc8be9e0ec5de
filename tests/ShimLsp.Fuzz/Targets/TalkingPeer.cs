using System.Text.Json;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Fuzz.Targets;

/// <summary>Stands in JsonRpc's place behind the real handler, on one thread: it answers every request, some of them late.</summary>
internal static class TalkingPeer
{
    /// <summary>Says all of the input, and returns the id of each answer, as JSON.</summary>
    public static List<string> Answers(WireFraming framing, byte[] input, int maxFrameBytes)
    {
        using var output = new MemoryStream();
        var handler = ShimMessageHandler.Over(
            new MemoryStream(input),
            output,
            RpcFormatter.Create(),
            new() { Framing = framing, MaxFrameBytes = maxFrameBytes }
        );
        var parked = new List<RequestId>();
        while (Now(handler.ReadAsync(CancellationToken.None)) is { } message)
        {
            Answer(handler, message, parked);
        }

        parked.ForEach(id => Write(handler, id));

        // What is written is sent at once. The handler is not disposed: that goes on on another thread, whose edges would come now or
        // later.
        var bodies = Wire.Bodies(framing, output.ToArray());
        Must.Hold(bodies is not null, "frames are all that is written");
        return [.. bodies!.Select(IdOf)];
    }

    /// <summary>The result of something that has all it needs, and so waits for nothing.</summary>
    public static T Now<T>(ValueTask<T> work)
    {
        Must.Hold(work.IsCompleted, "what has its input does not wait");
        return work.GetAwaiter().GetResult();
    }

    /// <summary>An id as JSON.</summary>
    public static string Name(RequestId id) => id.Number is { } number ? $"{number}" : JsonSerializer.Serialize(id.String);

    private static void Now(ValueTask work)
    {
        Must.Hold(work.IsCompleted, "what has its input does not wait");
        work.GetAwaiter().GetResult();
    }

    private static void Answer(ShimMessageHandler handler, JsonRpcMessage message, List<RequestId> parked)
    {
        var request = message as JsonRpcRequest;
        Must.Hold(request is not null, "nothing but calls is delivered to one who asked nothing", () => message.GetType().Name);
        var (id, isAsked, isLate) = (request!.RequestId, request.IsResponseExpected, request.Method == "park");
        _ = request.ArgumentCount;
        ((IJsonRpcMessageBufferManager)handler).DeserializationComplete(message);
        if (isAsked && isLate)
        {
            parked.Add(id);
        }
        else if (isAsked)
        {
            Write(handler, id);
        }
    }

    private static void Write(ShimMessageHandler handler, RequestId id) =>
        Now(
            handler.WriteAsync(
                new JsonRpcError
                {
                    RequestId = id,
                    Error = new() { Code = JsonRpcErrorCode.MethodNotFound, Message = "no" },
                },
                CancellationToken.None
            )
        );

    /// <summary>The id that a message answers, as JSON.</summary>
    public static string IdOf(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var id = document.RootElement.GetProperty("id");
        return id.ValueKind == JsonValueKind.String ? JsonSerializer.Serialize(id.GetString()) : id.GetRawText();
    }
}
