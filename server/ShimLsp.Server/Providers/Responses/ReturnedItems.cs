using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>
/// The items of a reply that its provider wants back, such as encrypted thoughts. Each must stand right in front of what came of it, so
/// those in front of a call go with the call, and the others with the turn. Not thread-safe.
/// </summary>
/// <param name="model">The model that is asked.</param>
internal sealed class ReturnedItems(ModelSpec model)
{
    private readonly List<string> waiting = [];
    private readonly List<string> ofTurn = [];

    /// <summary>Takes an item.</summary>
    /// <param name="item">The item, as it came.</param>
    public void Take(JsonElement item) => waiting.Add(JsonText.Raw(item));

    /// <summary>The items so far go with the turn.</summary>
    public void GiveToTurn()
    {
        ofTurn.AddRange(waiting);
        waiting.Clear();
    }

    /// <summary>The items so far go with a call; null for none.</summary>
    public JsonElement? OfCall()
    {
        var data = Written(waiting);
        waiting.Clear();
        return data;
    }

    /// <summary>The items of the turn; null for none.</summary>
    public JsonElement? OfTurn()
    {
        GiveToTurn();
        return Written(ofTurn);
    }

    private JsonElement? Written(List<string> items) =>
        items.Count == 0
            ? null
            : ProviderData.Write(
                model,
                json =>
                {
                    json.WriteStartArray("items"u8);
                    items.ForEach(item => json.WriteRawValue(item, skipInputValidation: true));
                    json.WriteEndArray();
                }
            );
}
