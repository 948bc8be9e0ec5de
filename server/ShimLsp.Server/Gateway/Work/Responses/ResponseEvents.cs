using System.Text.Json;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>Numbers the events of one response. Not thread-safe.</summary>
/// <param name="events">Where to write.</param>
internal sealed class ResponseEvents(EventWriter events)
{
    private int sequence;

    /// <summary>Opens an event.</summary>
    /// <param name="type">Its type.</param>
    public Utf8JsonWriter Open(ReadOnlySpan<byte> type)
    {
        var json = events.Open(type);
        json.WriteString("type"u8, type);
        json.WriteNumber("sequence_number"u8, sequence++);
        return json;
    }

    /// <summary>Opens an event about an item.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="id">The item's id.</param>
    /// <param name="index">The item's place in the output.</param>
    public Utf8JsonWriter Open(ReadOnlySpan<byte> type, string id, int index)
    {
        var json = Open(type);
        json.WriteString("item_id"u8, id);
        json.WriteNumber("output_index"u8, index);
        return json;
    }

    /// <summary>Closes the event.</summary>
    public void Close() => events.Close();

    /// <summary>Tells that an item begins or is complete.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="index">The item's place in the output.</param>
    /// <param name="item">The item.</param>
    public void Item(ReadOnlySpan<byte> type, int index, OutputItem item)
    {
        var json = Open(type);
        json.WriteNumber("output_index"u8, index);
        json.WritePropertyName("item"u8);
        item.Write(json);
        Close();
    }
}
