using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Work.Anthropic;
using ShimLsp.Server.Gateway.Work.OpenAi;
using ShimLsp.Server.Gateway.Work.Responses;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>One of the shapes that clients speak.</summary>
internal abstract class WorkShape
{
    /// <summary>Chat completions.</summary>
    /// <param name="clock">Time.</param>
    public static WorkShape Chat(TimeProvider clock) => new ChatShape(clock);

    /// <summary>Messages.</summary>
    public static WorkShape Messages() => new MessagesShape();

    /// <summary>Responses.</summary>
    /// <param name="clock">Time.</param>
    public static WorkShape Responses(TimeProvider clock) => new ResponsesShape(clock);

    /// <summary>The format of its requests.</summary>
    public abstract RequestFormat Format { get; }

    /// <summary>How errors are written.</summary>
    public abstract ErrorShape Errors { get; }

    /// <summary>Makes a writer of a reply.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="body">The request.</param>
    /// <param name="asked">The model's name as the client asked for it.</param>
    public abstract IReplyWriter WriterOf(IBufferWriter<byte> output, JsonElement body, string asked);

    /// <summary>Whether a client that streams acts better on an error in the stream than on an HTTP status.</summary>
    /// <param name="error">The error.</param>
    public virtual bool IsBetterInStream(GatewayException error) => false;

    private sealed class ChatShape(TimeProvider clock) : WorkShape
    {
        public override RequestFormat Format => RequestFormat.ChatCompletions;

        public override ErrorShape Errors => ErrorShape.OfChat;

        public override IReplyWriter WriterOf(IBufferWriter<byte> output, JsonElement body, string asked) =>
            new CompletionWriter(output, asked, WantsUsage(body), clock);

        private static bool WantsUsage(JsonElement body) =>
            LenientJson.Find(body, "stream_options"u8) is { ValueKind: JsonValueKind.Object } options
            && LenientJson.Find(options, "include_usage"u8) is { ValueKind: JsonValueKind.True };
    }

    private sealed class MessagesShape : WorkShape
    {
        public override RequestFormat Format => RequestFormat.AnthropicMessages;

        public override ErrorShape Errors => ErrorShape.OfMessages;

        public override IReplyWriter WriterOf(IBufferWriter<byte> output, JsonElement body, string asked) =>
            new MessagesWriter(output, asked);
    }

    private sealed class ResponsesShape(TimeProvider clock) : WorkShape
    {
        public override RequestFormat Format => RequestFormat.Responses;

        public override ErrorShape Errors => ErrorShape.OfResponses;

        public override IReplyWriter WriterOf(IBufferWriter<byte> output, JsonElement body, string asked) =>
            new ResponsesWriter(output, asked, CompactRequest.IsAsked(body), clock);

        public override bool IsBetterInStream(GatewayException error) => ResponseFailure.IsBetterInStream(error);
    }
}
