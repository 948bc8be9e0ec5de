using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>An item of a reply while it comes.</summary>
/// <param name="number">Which item of the reply, by our own count.</param>
internal sealed class ResponsesItem(int number)
{
    /// <summary>Which item of the reply, by our own count.</summary>
    public int Number => number;

    /// <summary>The provider's id; null if it did not tell.</summary>
    public string? Id { get; set; }

    /// <summary>Whether some of its text, its arguments or its thoughts have come.</summary>
    public bool HasSaid { get; set; }
}

/// <summary>
/// The items of a reply. An event names its item by the position, else by the id, else it belongs to the item that came last. Not
/// thread-safe.
/// </summary>
internal sealed class ResponsesItems
{
    private readonly List<ResponsesItem> items = [];
    private readonly Dictionary<int, ResponsesItem> byPosition = [];

    /// <summary>Whether none has come.</summary>
    public bool IsEmpty => items.Count == 0;

    /// <summary>The item that an event is about, a new one if it is the first event of it.</summary>
    /// <param name="event">The event.</param>
    public ResponsesItem Of(JsonElement @event)
    {
        if (LenientJson.Find(@event, "output_index"u8) is { ValueKind: JsonValueKind.Number } at && at.TryGetInt32(out var position))
        {
            return byPosition.TryGetValue(position, out var known) ? known : byPosition[position] = Next();
        }

        var id = IdOf(@event);
        return (id is null ? items.LastOrDefault() : items.Find(item => item.Id == id)) ?? Next(id);
    }

    /// <summary>A new item.</summary>
    /// <param name="id">Its id; null for none.</param>
    public ResponsesItem Next(string? id = null)
    {
        var item = new ResponsesItem(items.Count) { Id = id };
        items.Add(item);
        return item;
    }

    private static string? IdOf(JsonElement @event)
    {
        var id = LenientJson.Find(@event, "item_id"u8);
        if (id is null && LenientJson.Find(@event, "item"u8) is { ValueKind: JsonValueKind.Object } item)
        {
            id = LenientJson.Find(item, "id"u8);
        }

        return id is { ValueKind: JsonValueKind.String } text ? LenientJson.Text(text) : null;
    }
}
