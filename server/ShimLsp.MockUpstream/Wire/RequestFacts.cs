using System.Buffers;
using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>The little of a request that every answer needs, read without a document.</summary>
/// <param name="Model">The requested model; null if the body names none, or is not JSON.</param>
/// <param name="Streams">Whether a stream is asked for.</param>
/// <param name="IncludesUsage">Whether OpenAI's shape must report the usage at the end of a stream.</param>
internal readonly record struct RequestFacts(string? Model, bool Streams, bool IncludesUsage)
{
    public static RequestFacts Of(ReadOnlySequence<byte> body)
    {
        try
        {
            return Read(new Utf8JsonReader(body));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static RequestFacts Read(Utf8JsonReader reader)
    {
        var facts = default(RequestFacts);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return facts;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                facts = facts with { Model = reader.TokenType == JsonTokenType.String ? reader.GetString() : null };
            }
            else if (reader.ValueTextEquals("stream"u8))
            {
                reader.Read();
                facts = facts with { Streams = reader.TokenType == JsonTokenType.True };
            }
            else if (reader.ValueTextEquals("stream_options"u8))
            {
                reader.Read();
                facts = facts with { IncludesUsage = IncludesUsageIn(ref reader) };
            }
            else
            {
                reader.Read();
            }

            reader.Skip();
        }

        return facts;
    }

    private static bool IncludesUsageIn(ref Utf8JsonReader reader)
    {
        var includes = false;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals("include_usage"u8);
                reader.Read();
                includes |= isIt && reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
        }

        return includes;
    }
}
