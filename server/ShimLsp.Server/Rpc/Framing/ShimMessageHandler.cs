using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// The connection under JsonRpc. JsonRpc ends a connection over anything it does not expect, so nothing of that kind gets
/// through here: each is answered with an error, or dropped, and the connection lives on.
/// </summary>
internal sealed class ShimMessageHandler : MessageHandlerBase, IJsonRpcMessageBufferManager
{
    private readonly CallLedger calls = new();
    private readonly JsonSerializerOptions types;
    private readonly IncomingMessages incoming;
    private readonly OutgoingFrames outgoing;
    private readonly LargeCalls largeCalls;

    /// <summary>The message that JsonRpc is reading. Its JSON is in the bytes of the incoming message.</summary>
    private JsonRpcMessage? lentMessage;

    public ShimMessageHandler(PipeReader input, PipeWriter output, SystemTextJsonFormatter formatter, ShimMessageHandlerOptions options)
        : base(formatter)
    {
        types = formatter.JsonSerializerOptions;
        FrameReader frames =
            options.Framing == Framing.Header
                ? new HeaderFrameReader(input, options.MaxFrameBytes)
                : new LineFrameReader(input, options.MaxFrameBytes);
        var memory = options.Memory ?? new(options.Clock);
        var held = new HeldMessages(options.MaxHeldMessages, options.MaxHeldBytes);
        outgoing = new OutgoingFrames(output, formatter, options.Framing, memory);
        largeCalls = new LargeCalls(memory);
        var admission = new Admission(calls, options.Gate, held, outgoing.Unsent, calls.Unanswered, Starts.Waiting);
        incoming = new IncomingMessages(frames, admission, options);
    }

    /// <summary>
    /// Completes when the input ends, before the remaining messages are answered. Cancelled if we end the connection first.
    /// </summary>
    public Task<EndOfInput> Ended => incoming.Ended;

    /// <summary>
    /// Completes with true when the connection is over and its last byte is sent, with false when the peer no longer reads. A peer that is
    /// slow to read can delay it for ever, so disposal does not wait for it. A host that exits should, for a while.
    /// </summary>
    public Task<bool> OutputCompletion => outgoing.Completion;

    /// <summary>Whether the peer no longer reads: no answer can reach it any more.</summary>
    public bool IsOutputBroken => outgoing.IsBroken;

    /// <summary>Whether the peer has left too much unread. Then only necessary messages are sent.</summary>
    public HighWater Unsent => outgoing.Unsent;

    /// <summary>Whether so much is unread that a sender that can wait should.</summary>
    public HighWater Ahead => outgoing.Ahead;

    /// <summary>Told the method of each call, before JsonRpc is. Null for nobody.</summary>
    public Action<string>? BeforeCall { private get; set; }

    /// <summary>Starts JsonRpc's calls in order, so that no more are read than can be started.</summary>
    public StartsInOrder Starts { get; } = new();

    /// <summary>Completes when every call of the peer's is answered and the answers are sent; meant for when no more can come.</summary>
    public Task WhenAllAnswered() => AnswerAllAsync(CancellationToken.None).AsTask();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>A handler over two streams, which stay the caller's.</summary>
    public static ShimMessageHandler Over(Stream input, Stream output, SystemTextJsonFormatter formatter, ShimMessageHandlerOptions options)
    {
        // Large enough that most messages of a busy connection lie in one piece.
        var reading = new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true);
        var writing = new StreamPipeWriterOptions(leaveOpen: true);
        return new ShimMessageHandler(PipeReader.Create(input, reading), PipeWriter.Create(output, writing), formatter, options);
    }

    void IJsonRpcMessageBufferManager.DeserializationComplete(JsonRpcMessage message)
    {
        if (message == lentMessage)
        {
            TakeBack();
        }
    }

    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        TakeBack();
        while (await incoming.NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            largeCalls.Note(next);
            if (Open(next, out FaultAnswer? answer) is { } message)
            {
                return message;
            }

            TakeBack();
            if (answer is not null)
            {
                await WriteAsync(answer, cancellationToken).ConfigureAwait(false);
            }
        }

        if (incoming.DrainsAtEnd)
        {
            await AnswerAllAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    protected override ValueTask WriteCoreAsync(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case JsonRpcRequest { IsResponseExpected: true } request:
                Send(request);
                break;

            case JsonRpcResult result:
                outgoing.Append(result);
                calls.Answer(result.RequestId);
                largeCalls.Answer(result.RequestId);
                break;

            case JsonRpcError error
            and not FaultAnswer { EndsCall: false }:
                outgoing.Append(error);
                calls.Answer(error.RequestId);
                largeCalls.Answer(error.RequestId);
                break;

            default:
                outgoing.Append(content);
                break;
        }

        return default;
    }

    protected override ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        outgoing.Start();
        return default;
    }

    protected override void DisposeReader()
    {
        incoming.Close();
        base.DisposeReader();
    }

    protected override void DisposeWriter()
    {
        outgoing.Close();
        base.DisposeWriter();
    }

    /// <summary>Turns an incoming message into the one for JsonRpc. If that is <c>null</c>, the peer may still need an answer.</summary>
    private JsonRpcMessage? Open(in Incoming next, out FaultAnswer? answer)
    {
        Admitted admitted = next.Admitted;
        answer = admitted.As == AdmittedAs.Answer ? new FaultAnswer(admitted.Fault, admitted.EndsCall) : null;
        if (admitted.As != AdmittedAs.Delivery)
        {
            return null;
        }

        try
        {
            lentMessage = admitted.Method is { } method
                ? new IncomingCall(next.Bytes[admitted.ParamsAt], types) { RequestId = admitted.Id, Method = method }
                : Formatter.Deserialize(new ReadOnlySequence<byte>(next.Bytes));
            if (lentMessage is JsonRpcRequest { Method: { } called })
            {
                BeforeCall?.Invoke(called);
            }

            return lentMessage;
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // Faults that the envelope ignores: a trace parent that is not a string, an error without a code.
            admitted.Hold?.Release();
            bool isRequest = admitted.Kind == MessageKind.Request;
            if (admitted.Kind == MessageKind.Response)
            {
                return new FaultAnswer(Fault.InvalidRequest("The peer's answer is malformed.", admitted.Id), endsCall: false);
            }

            Fault fault = Fault.InvalidRequest("A member of the message has the wrong type.", isRequest ? admitted.Id : RequestId.Null);
            answer = new FaultAnswer(fault, endsCall: isRequest);
            return null;
        }
    }

    private void Send(JsonRpcRequest request)
    {
        // Noted before it goes out, or the answer might come first.
        calls.Send(request.RequestId);
        try
        {
            outgoing.Append(request);
        }
        catch
        {
            calls.TryClose(request.RequestId);
            throw;
        }
    }

    private async ValueTask AnswerAllAsync(CancellationToken cancellationToken)
    {
        await calls.WhenAllAnswered().WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await outgoing.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Nobody is left to answer to.
        }
    }

    /// <summary>Ends the use of the last message. The formatter's JSON document points into its bytes until here.</summary>
    private void TakeBack()
    {
        if (lentMessage is IJsonRpcMessageBufferManager buffers)
        {
            buffers.DeserializationComplete(lentMessage);
        }

        lentMessage = null;
        incoming.Release();
    }
}
