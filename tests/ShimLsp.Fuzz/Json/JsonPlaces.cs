using System.Text.Json;

namespace ShimLsp.Fuzz.Json;

/// <summary>Where the values of a JSON text stand, as far as it can be read.</summary>
internal static class JsonPlaces
{
    private const int Most = 4_000;

    /// <summary>The places of all values, containers included.</summary>
    /// <param name="text">Any bytes.</param>
    public static List<Range> Of(ReadOnlySpan<byte> text)
    {
        var found = new List<Range>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(
            text,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        try
        {
            while (found.Count < Most && reader.Read())
            {
                var (start, end) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(start);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        found.Add(open.Pop()..end);
                        break;
                    case JsonTokenType.PropertyName:
                        break;
                    default:
                        found.Add(start..end);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // What was found before the fault is good enough to work with.
        }

        return found;
    }
}
