using System.Text.Json;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>Writes the events of a message's blocks, one block after the other. Not thread-safe.</summary>
/// <param name="events">Where to write.</param>
internal sealed class BlockEvents(EventWriter events)
{
    private int next; // the next block's index

    /// <summary>Begins a block. The caller writes the rest of its fields, then calls <see cref="End"/>.</summary>
    /// <param name="type">The block's type.</param>
    public Utf8JsonWriter Start(ReadOnlySpan<byte> type)
    {
        var json = events.Open("content_block_start"u8);
        json.WriteString("type"u8, "content_block_start"u8);
        json.WriteNumber("index"u8, next++);
        json.WriteStartObject("content_block"u8);
        json.WriteString("type"u8, type);
        return json;
    }

    /// <summary>Ends the event of a block's beginning.</summary>
    public void End() => events.CloseInner();

    /// <summary>Writes more of the open block.</summary>
    /// <param name="type">The type of the delta.</param>
    /// <param name="field">Its field.</param>
    /// <param name="more">The text.</param>
    public void Add(ReadOnlySpan<byte> type, ReadOnlySpan<byte> field, string more)
    {
        var json = events.Open("content_block_delta"u8);
        json.WriteString("type"u8, "content_block_delta"u8);
        json.WriteNumber("index"u8, next - 1);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, type);
        json.WriteString(field, more);
        events.CloseInner();
    }

    /// <summary>Ends the open block.</summary>
    public void Stop()
    {
        var json = events.Open("content_block_stop"u8);
        json.WriteString("type"u8, "content_block_stop"u8);
        json.WriteNumber("index"u8, next - 1);
        events.Close();
    }
}
