using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>An item of a response's output, whole.</summary>
/// <param name="Id">Its id.</param>
internal abstract record OutputItem(string Id)
{
    /// <summary>Writes it as a value.</summary>
    /// <param name="json">Where to write.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        WriteFields(json);
        json.WriteEndObject();
    }

    /// <summary>Its kind, never its text: what a model says has no place in a log.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>The items of a whole reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="thoughts">What the model thought; empty for nothing.</param>
    public static IEnumerable<OutputItem> Of(ChatReply reply, ReplyText thoughts)
    {
        if (ReturnedData.Of(reply) is var returned && (returned is not null || thoughts.ByteCount > 0))
        {
            yield return new Reasoning(ReplyId.New("rs_"), thoughts, returned ?? ReturnedText.Prefix);
        }

        if (reply.Text.ByteCount > 0 || reply.ToolCalls.IsEmpty)
        {
            yield return new Message(ReplyId.New("msg_"), reply.Text);
        }

        foreach (var call in reply.ToolCalls)
        {
            yield return new Call(ReplyId.New(call.Kind is ToolKind.Custom ? "ctc_" : "fc_"), call);
        }
    }

    /// <summary>Writes its fields.</summary>
    /// <param name="json">Where to write, an open object.</param>
    protected abstract void WriteFields(Utf8JsonWriter json);

    /// <summary>What the model thought.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">The text; empty for none.</param>
    /// <param name="Returned">What the client keeps for the provider: <see cref="ReturnedText"/>.</param>
    public sealed record Reasoning(string Id, ReplyText Text, string Returned) : OutputItem(Id)
    {
        protected override void WriteFields(Utf8JsonWriter json)
        {
            json.WriteString("type"u8, "reasoning"u8);
            json.WriteStartArray("summary"u8);
            if (Text.ByteCount > 0)
            {
                WritePart(json, Text);
            }

            json.WriteEndArray();
            json.WriteString("encrypted_content"u8, Returned);
        }

        /// <summary>Writes a part of the summary.</summary>
        /// <param name="json">Where to write.</param>
        /// <param name="text">Its text.</param>
        public static void WritePart(Utf8JsonWriter json, ReplyText text)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "summary_text"u8);
            json.WriteText("text"u8, text);
            json.WriteEndObject();
        }
    }

    /// <summary>What the model says.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">The text.</param>
    /// <param name="IsDone">Whether it is complete; while it is not, it has no parts.</param>
    public sealed record Message(string Id, ReplyText Text, bool IsDone = true) : OutputItem(Id)
    {
        protected override void WriteFields(Utf8JsonWriter json)
        {
            json.WriteString("type"u8, "message"u8);
            json.WriteString("status"u8, IsDone ? "completed"u8 : "in_progress"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteStartArray("content"u8);
            if (IsDone)
            {
                WritePart(json, Text);
            }

            json.WriteEndArray();
        }

        /// <summary>Writes a part of the content.</summary>
        /// <param name="json">Where to write.</param>
        /// <param name="text">Its text.</param>
        public static void WritePart(Utf8JsonWriter json, ReplyText text)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "output_text"u8);
            json.WriteText("text"u8, text);
            json.WriteStartArray("annotations"u8);
            json.WriteEndArray();
            json.WriteStartArray("logprobs"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>A call to a tool.</summary>
    /// <param name="Id">Its id, which is not the call's.</param>
    /// <param name="Value">The call.</param>
    /// <param name="IsDone">Whether it is complete.</param>
    public sealed record Call(string Id, ToolCall Value, bool IsDone = true) : OutputItem(Id)
    {
        protected override void WriteFields(Utf8JsonWriter json)
        {
            var isCustom = Value.Kind is ToolKind.Custom;
            json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
            json.WriteString("status"u8, IsDone ? "completed"u8 : "in_progress"u8);
            json.WriteString("call_id"u8, Value.Id);
            json.WriteString("name"u8, Value.Name);
            if (Value.Namespace is not null)
            {
                json.WriteString("namespace"u8, Value.Namespace);
            }

            json.WriteText(isCustom ? "input"u8 : "arguments"u8, Value.Arguments);
        }
    }

    /// <summary>A summary that replaces the conversation. The client keeps it and cannot read it.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Summary">The summary.</param>
    public sealed record Compaction(string Id, ReplyText Summary) : OutputItem(Id)
    {
        protected override void WriteFields(Utf8JsonWriter json)
        {
            json.WriteString("type"u8, "compaction"u8);
            json.WriteString("encrypted_content"u8, ReturnedText.OfSummary(Summary));
        }
    }
}
