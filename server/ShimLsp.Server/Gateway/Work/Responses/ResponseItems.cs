using System.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>
/// Streams the items of a response. The first call to a tool is streamed as it comes; other calls may come mixed with it, and follow at the
/// end, whole. Codex reads only the items that are done, other clients only the pieces: each gets all.
/// </summary>
/// <param name="events">Where to write.</param>
internal sealed class ResponseItems(ResponseEvents events)
{
    private readonly List<OutputItem?> items = []; // null while it is open
    private readonly SortedSet<int> calls = [];
    private OpenText? text;
    private OpenCall? live; // the call that is streamed
    private int liveIndex;

    /// <summary>What is complete, in order.</summary>
    public IEnumerable<OutputItem> Done => items.OfType<OutputItem>();

    /// <summary>More text.</summary>
    /// <param name="more">The text.</param>
    public void AddText(string more) => TextOf(isThought: false).Add(more);

    /// <summary>More of what the model thinks.</summary>
    /// <param name="more">The text.</param>
    public void AddThought(string more) => TextOf(isThought: true).Add(more);

    /// <summary>More of a call to a tool.</summary>
    /// <param name="call">The piece.</param>
    public void AddCall(ChatEvent.ToolCall call)
    {
        calls.Add(call.Index);
        if (live is null)
        {
            CloseText();
            liveIndex = call.Index;
            live = Open(new(call.Id ?? "", call.Name ?? "", ReplyText.Empty) { Kind = call.Kind, Namespace = call.Namespace });
        }

        if (call.Index == liveIndex && !string.IsNullOrEmpty(call.ArgumentsDelta))
        {
            live.Add(call.ArgumentsDelta);
        }
    }

    /// <summary>Ends what is open, and writes what is left.</summary>
    /// <param name="reply">The whole reply.</param>
    public void End(ChatReply reply)
    {
        CloseText();
        var streamed = -1;
        if (live is not null)
        {
            streamed = calls.TakeWhile(other => other < liveIndex).Count();
            items[live.Place] = live.End(reply.ToolCalls[streamed]);
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
            Add(new OutputItem.Reasoning(ReplyId.New("rs_"), ReplyText.Empty, returned));
        }

        if (!items.Any(item => item is not OutputItem.Reasoning))
        {
            AddText(""); // a response that says nothing looks like one that was lost
            CloseText();
        }
    }

    /// <summary>Writes the one item of a response that is a summary of the conversation.</summary>
    /// <param name="summary">The summary.</param>
    public void Compact(ReplyText summary) => Add(new OutputItem.Compaction(ReplyId.New("cmp_"), summary));

    private void Add(OutputItem item)
    {
        events.Item("response.output_item.added"u8, items.Count, item);
        events.Item("response.output_item.done"u8, items.Count, item);
        items.Add(item);
    }

    private OpenText TextOf(bool isThought)
    {
        if (text?.IsThought != isThought)
        {
            CloseText();
            text = new(events, isThought, items.Count);
            items.Add(null);
            text.Begin();
        }

        return text;
    }

    private void CloseText()
    {
        if (text is not null)
        {
            items[text.Place] = text.End();
            text = null;
        }
    }

    private OpenCall Open(ToolCall begun)
    {
        var call = new OpenCall(events, begun, items.Count);
        items.Add(null);
        call.Begin();
        return call;
    }

    private void WriteCall(ToolCall call)
    {
        var open = Open(call with { Arguments = ReplyText.Empty });
        foreach (var piece in call.Arguments.Pieces)
        {
            open.Add(Encoding.UTF8.GetString(piece.Span));
        }

        items[open.Place] = open.End(call);
    }
}
