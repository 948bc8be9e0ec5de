using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Endpoints;

/// <summary>
/// Reads a list of models: <c>{ data: [...] }</c> as OpenAI and Anthropic write it, <c>{ models: [...] }</c> as Ollama does, or the array
/// alone. The list comes from outside, so each field counts only if it has the right type and range.
/// </summary>
internal static class ListReader
{
    /// <summary>The largest number of models that are returned. A person cannot look through more.</summary>
    public const int MostModels = 10_000;

    private const int Deepest = 32;

    /// <summary>Reads it.</summary>
    /// <param name="body">The body, JSON.</param>
    /// <exception cref="UpstreamException">It is not a list of models.</exception>
    public static EndpointModels Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = Deepest });
            return Read(ListIn(document.RootElement) ?? throw NoList());
        }
        catch (JsonException)
        {
            throw NoList();
        }
    }

    private static EndpointModels Read(JsonElement list)
    {
        var models = new SortedDictionary<string, EndpointModel>(StringComparer.Ordinal);
        var (left, unreadable) = (0, 0);
        foreach (var entry in list.EnumerateArray())
        {
            if (EntryReader.Read(entry) is not { } model)
            {
                unreadable++;
            }
            else if (models.Count < MostModels)
            {
                models.TryAdd(model.Model, model);
            }
            else if (!models.ContainsKey(model.Model))
            {
                left++;
            }
        }

        return new([.. models.Values], left, unreadable);
    }

    private static JsonElement? ListIn(JsonElement root) =>
        root.ValueKind switch
        {
            JsonValueKind.Array => root,
            JsonValueKind.Object => Array(LenientJson.Find(root, "data"u8)) ?? Array(LenientJson.Find(root, "models"u8)),
            _ => null,
        };

    private static JsonElement? Array(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } ? element : null;

    private static UpstreamException NoList() =>
        ConnectionFailure.Network("Unexpected reply: not a list of models. Check the address and the provider.", "unexpected reply");
}
