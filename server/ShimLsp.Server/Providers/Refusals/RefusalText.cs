using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Refusals;

/// <summary>
/// The words in the body of a refusal that say what it is about. They are only compared with known words: they may hold the prompt, or
/// the key, and never go into a message of ours.
/// </summary>
internal sealed class RefusalText
{
    private const int MostLetters = 4096;

    private RefusalText(string words, string? field = null, int? window = null) => (Words, Field, Window) = (words, field, window);

    /// <summary>All that the body says, in lower case.</summary>
    public string Words { get; }

    /// <summary>Whether the body is a text or a page, not JSON. Servers of models answer in JSON.</summary>
    public bool IsPage { get; private init; }

    /// <summary>The field of the request that the body names as the one at fault (<c>param</c>), in lower case; null for none.</summary>
    public string? Field { get; }

    /// <summary>The context window that the body tells in a field of its own; null if it does not.</summary>
    public int? Window { get; }

    /// <summary>Reads a body of any content. Text that is not JSON is taken as it is.</summary>
    /// <param name="body">The body.</param>
    public static RefusalText Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return OfRoot(document.RootElement);
        }
        catch (JsonException)
        {
            return new(Cut(System.Text.Encoding.UTF8.GetString(body.Span))) { IsPage = !body.IsEmpty };
        }
    }

    private static RefusalText OfRoot(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0]; // Google wraps its errors so
        }

        if (root.ValueKind is not JsonValueKind.Object)
        {
            return new("");
        }

        List<string> words = [];
        string? field = null;
        int? window = null;
        Gather(root, depth: 0);
        return new(Cut(string.Join('\n', words)), field, window);

        void Gather(JsonElement holder, int depth)
        {
            foreach (var property in holder.EnumerateObject())
            {
                var name = LenientJson.Name(property);
                if (name.SequenceEqual("input"u8))
                {
                    continue; // FastAPI repeats the request there
                }

                if (property.Value.ValueKind is JsonValueKind.String)
                {
                    var text = LenientJson.Text(property.Value);
                    words.Add(name.SequenceEqual("retryDelay"u8) ? $"retryDelay {text}" : text); // Google
                    field = name.SequenceEqual("param"u8) ? text.ToLowerInvariant() : field;
                }
                else if (property.Value.ValueKind is JsonValueKind.Object && depth < 3)
                {
                    words.Add(System.Text.Encoding.UTF8.GetString(name));
                    Gather(property.Value, depth + 1);
                }
                else if (property.Value.ValueKind is JsonValueKind.Array && depth < 3)
                {
                    GatherItems(property.Value, depth + 1);
                }
                else if (name.SequenceEqual("n_ctx"u8) && property.Value.ValueKind is JsonValueKind.Number)
                {
                    window = property.Value.TryGetInt32(out var tokens) ? tokens : window; // llama.cpp
                }

                if (name.SequenceEqual("flagged_input"u8) || name.SequenceEqual("reasons"u8))
                {
                    words.Add("flagged"); // OpenRouter's moderation
                }
            }
        }

        // FastAPI tells the field and the fault in a list: Mistral, vLLM.
        void GatherItems(JsonElement list, int depth)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.String)
                {
                    words.Add(LenientJson.Text(item));
                }
                else if (item.ValueKind is JsonValueKind.Object)
                {
                    Gather(item, depth);
                }
            }
        }
    }

    private static string Cut(string text) => (text.Length > MostLetters ? text[..MostLetters] : text).ToLowerInvariant();
}
