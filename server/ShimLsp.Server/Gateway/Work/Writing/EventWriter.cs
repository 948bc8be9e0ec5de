using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>Writes JSON to a client: whole, or as the data of server-sent events. Not thread-safe.</summary>
/// <param name="output">Where to write.</param>
internal sealed class EventWriter(IBufferWriter<byte> output) : IDisposable
{
    private Utf8JsonWriter? json; // a reply that is passed on needs none

    private static JsonWriterOptions Options =>
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no page is made of it
            SkipValidation = true,
        };

    /// <summary>Opens an event.</summary>
    /// <param name="name">Its name; empty for none.</param>
    /// <returns>Takes the event's object.</returns>
    public Utf8JsonWriter Open(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            output.Write("event: "u8);
            output.Write(name);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        return OpenObject();
    }

    /// <summary>Closes the event.</summary>
    public void Close()
    {
        CloseObject();
        output.Write("\n\n"u8);
    }

    /// <summary>Closes an object in the event, then the event.</summary>
    public void CloseInner()
    {
        json!.WriteEndObject();
        Close();
    }

    /// <summary>Ends a stream of chat completions, which does not end with an event of JSON.</summary>
    public void WriteDone() => output.Write("data: [DONE]\n\n"u8);

    /// <summary>Opens an object that is the whole answer.</summary>
    public Utf8JsonWriter OpenObject()
    {
        if (json is null)
        {
            json = new(output, Options);
        }
        else
        {
            json.Reset(output);
        }

        json.WriteStartObject();
        return json;
    }

    /// <summary>Closes it.</summary>
    public void CloseObject()
    {
        json!.WriteEndObject();
        json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => json?.Dispose();
}
