using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>Opens and closes the content blocks of a stream of Messages around its pieces.</summary>
/// <param name="writer">Where they go.</param>
internal sealed class AnthropicBlocks(EventWriter writer)
{
    private int index = -1;

    public void Open(Action<Utf8JsonWriter> block)
    {
        Stop();
        index++;
        writer.Event(
            "content_block_start"u8,
            json =>
            {
                Head(json, "content_block_start");
                json.WritePropertyName("content_block");
                block(json);
                json.WriteEndObject();
            }
        );
        if (index == 0)
        {
            Begin();
        }
    }

    public void Piece(string type, string property, string text)
    {
        writer.Event(
            "content_block_delta"u8,
            json =>
            {
                Head(json, "content_block_delta");
                json.WriteStartObject("delta");
                json.WriteString("type", type);
                json.WriteString(property, text);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );
        writer.Mark();
    }

    public void Close()
    {
        Stop();
        if (index < 0)
        {
            Begin();
        }
    }

    // The service's first ping comes here. What is before the first piece ends behind it.
    private void Begin()
    {
        writer.Event("ping"u8, """{"type": "ping"}"""u8);
        writer.Mark();
    }

    private void Stop()
    {
        if (index >= 0)
        {
            writer.Event(
                "content_block_stop"u8,
                json =>
                {
                    Head(json, "content_block_stop");
                    json.WriteEndObject();
                }
            );
        }
    }

    private void Head(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("index", index);
    }
}
