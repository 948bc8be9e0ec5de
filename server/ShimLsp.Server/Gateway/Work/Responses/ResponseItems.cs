using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>
/// Streams the items of a response. Every event of a call names its item, so calls that come mixed are streamed mixed. Codex reads only the
/// items that are done, other clients only the pieces: each gets all.
/// </summary>
/// <param name="events">Where to write.</param>
internal sealed class ResponseItems(ResponseEvents events)
{
    private readonly List<OutputItem?> items = []; // null while it is open
    private readonly SortedDictionary<int, OpenCall> calls = []; // by the index that they have in the reply
    private OpenText? text;

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
        if (!calls.TryGetValue(call.Index, out var open))
        {
            CloseText();
            open = new(
                events,
                new(call.Id ?? "", call.Name ?? "", ReplyText.Empty) { Kind = call.Kind, Namespace = call.Namespace },
                items.Count
            );
            calls.Add(call.Index, open);
            items.Add(null);
            open.Begin();
        }

        if (!string.IsNullOrEmpty(call.ArgumentsDelta))
        {
            open.Add(call.ArgumentsDelta);
        }
    }

    /// <summary>Ends what is open, and writes what is left.</summary>
    /// <param name="reply">The whole reply.</param>
    public void End(ChatReply reply)
    {
        CloseText();
        foreach (var (open, call) in calls.Values.Zip(reply.ToolCalls))
        {
            items[open.Place] = open.End(call);
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
}
