using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>Streams the blocks of a message, one after the other. Not thread-safe.</summary>
/// <param name="events">Where to write.</param>
internal sealed class MessagesBlocks(EventWriter events)
{
    private readonly BlockEvents blocks = new(events);
    private readonly List<ChatEvent> late = []; // came while a call was open that could not be ended
    private CallBlocks? calls; // few replies call tools
    private Kind open;

    private enum Kind
    {
        None,
        Text,
        Thinking,
    }

    private CallBlocks Calls => calls ??= new(blocks);

    /// <summary>The next piece.</summary>
    /// <param name="piece">The piece.</param>
    public void Add(ChatEvent piece)
    {
        if (piece is ChatEvent.ToolCall call)
        {
            Close();
            Calls.Add(call);
        }
        else if (calls?.TryPause() is false)
        {
            late.Add(piece);
        }
        else
        {
            Write(piece);
        }
    }

    /// <summary>Ends what is open, and writes what is left.</summary>
    /// <param name="reply">The whole reply.</param>
    public void End(ChatReply reply)
    {
        calls?.End(reply.ToolCalls);
        late.ForEach(Write);
        Close();
        if (ReturnedData.Of(reply) is { } returned)
        {
            blocks.Start("redacted_thinking"u8).WriteString("data"u8, returned);
            blocks.End();
            blocks.Stop();
        }
    }

    private void Write(ChatEvent piece)
    {
        switch (piece)
        {
            case ChatEvent.Text text:
                Open(Kind.Text);
                blocks.Add("text_delta"u8, "text"u8, text.Value);
                break;
            case ChatEvent.Reasoning thought:
                Open(Kind.Thinking);
                blocks.Add("thinking_delta"u8, "thinking"u8, thought.Value);
                break;
        }
    }

    private void Open(Kind kind)
    {
        if (open == kind)
        {
            return;
        }

        Close();
        open = kind;
        var json = blocks.Start(kind is Kind.Text ? "text"u8 : "thinking"u8);
        json.WriteString(kind is Kind.Text ? "text"u8 : "thinking"u8, ""u8);
        if (kind is Kind.Thinking)
        {
            json.WriteString("signature"u8, ""u8);
        }

        blocks.End();
    }

    private void Close()
    {
        if (open is Kind.Thinking)
        {
            blocks.Add("signature_delta"u8, "signature"u8, ReturnedText.Prefix);
        }

        if (open is not Kind.None)
        {
            blocks.Stop();
            open = Kind.None;
        }
    }
}
