using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>
/// Streams the blocks of a message, one after the other. The first call to a tool is streamed as it comes. Other calls may come mixed with
/// it, which this shape has no words for: they follow at the end, whole.
/// </summary>
/// <param name="events">Where to write.</param>
internal sealed class MessagesBlocks(EventWriter events)
{
    private readonly SortedSet<int> calls = [];
    private Kind open;
    private int? live; // the call that is streamed
    private int liveBlock;
    private int next; // the next block's index

    private enum Kind
    {
        None,
        Text,
        Thinking,
    }

    /// <summary>More text.</summary>
    /// <param name="text">The text.</param>
    public void AddText(string text)
    {
        if (open is not Kind.Text)
        {
            Close();
            var start = Start("text"u8);
            start.WriteString("text"u8, ""u8);
            events.CloseInner();
            open = Kind.Text;
        }

        var json = Delta(next - 1, "text_delta"u8);
        json.WriteString("text"u8, text);
        events.CloseInner();
    }

    /// <summary>More of what the model thinks.</summary>
    /// <param name="thought">The text.</param>
    public void AddThought(string thought)
    {
        if (open is not Kind.Thinking)
        {
            Close();
            var start = Start("thinking"u8);
            start.WriteString("thinking"u8, ""u8);
            start.WriteString("signature"u8, ""u8);
            events.CloseInner();
            open = Kind.Thinking;
        }

        var json = Delta(next - 1, "thinking_delta"u8);
        json.WriteString("thinking"u8, thought);
        events.CloseInner();
    }

    /// <summary>More of a call to a tool.</summary>
    /// <param name="call">The piece.</param>
    public void AddCall(ChatEvent.ToolCall call)
    {
        calls.Add(call.Index);
        if (live is null && call.Kind is ToolKind.Function)
        {
            Close();
            StartCall(call.Id ?? "", call.Name ?? "");
            (live, liveBlock) = (call.Index, next - 1);
        }

        if (call.Index == live && !string.IsNullOrEmpty(call.ArgumentsDelta))
        {
            AddArguments(liveBlock, call.ArgumentsDelta);
        }
    }

    /// <summary>Ends what is open, and writes what is left.</summary>
    /// <param name="reply">The whole reply.</param>
    public void End(ChatReply reply)
    {
        Close();
        var streamed = -1;
        if (live is { } index)
        {
            Stop(liveBlock);
            streamed = calls.TakeWhile(other => other < index).Count();
        }

        for (var i = 0; i < reply.ToolCalls.Length; i++)
        {
            if (i != streamed)
            {
                WriteCall(reply.ToolCalls[i]);
            }
        }

        if (ReturnedData.Of(reply) is { } returned)
        {
            var json = Start("redacted_thinking"u8);
            json.WriteString("data"u8, returned);
            events.CloseInner();
            Stop(next - 1);
        }
    }

    private void WriteCall(ToolCall call)
    {
        StartCall(call.Id, call.Name);
        if (call.Kind is ToolKind.Custom)
        {
            AddArguments(next - 1, MessagesJson.InputOf(call));
        }
        else
        {
            foreach (var piece in call.Arguments.Pieces)
            {
                AddArguments(next - 1, Encoding.UTF8.GetString(piece.Span));
            }
        }

        Stop(next - 1);
    }

    private void StartCall(string id, string name)
    {
        var json = Start("tool_use"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WriteStartObject("input"u8);
        json.WriteEndObject();
        events.CloseInner();
    }

    private void AddArguments(int block, string more)
    {
        var json = Delta(block, "input_json_delta"u8);
        json.WriteString("partial_json"u8, more);
        events.CloseInner();
    }

    private void Close()
    {
        if (open is Kind.Thinking)
        {
            var json = Delta(next - 1, "signature_delta"u8);
            json.WriteString("signature"u8, ReturnedText.Prefix);
            events.CloseInner();
        }

        if (open is not Kind.None)
        {
            Stop(next - 1);
            open = Kind.None;
        }
    }

    private Utf8JsonWriter Start(ReadOnlySpan<byte> type)
    {
        var json = events.Open("content_block_start"u8);
        json.WriteString("type"u8, "content_block_start"u8);
        json.WriteNumber("index"u8, next++);
        json.WriteStartObject("content_block"u8);
        json.WriteString("type"u8, type);
        return json;
    }

    private Utf8JsonWriter Delta(int block, ReadOnlySpan<byte> type)
    {
        var json = events.Open("content_block_delta"u8);
        json.WriteString("type"u8, "content_block_delta"u8);
        json.WriteNumber("index"u8, block);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        return json;
    }

    private void Stop(int block)
    {
        var json = events.Open("content_block_stop"u8);
        json.WriteString("type"u8, "content_block_stop"u8);
        json.WriteNumber("index"u8, block);
        events.Close();
    }
}
