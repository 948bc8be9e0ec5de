using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>Writes server-sent events, and marks where pieces end.</summary>
internal sealed class EventWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly List<int> ends = [];
    private readonly Utf8JsonWriter json;

    public EventWriter() => json = new(buffer, Options);

    // The services write non-ASCII as it is, and escape only what JSON makes them.
    private static JsonWriterOptions Options => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON alone, with no event around it.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var alone = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(alone, Options))
        {
            write(writer);
        }

        return alone.WrittenSpan.ToArray();
    }

    /// <summary>An event whose data is JSON.</summary>
    /// <param name="name">Its name; empty for none.</param>
    /// <param name="write">Writes its data.</param>
    public void Event(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> write)
    {
        Name(name);
        write(json);
        json.Flush();
        json.Reset();
        buffer.Write("\n\n"u8);
    }

    /// <summary>An event whose data never varies.</summary>
    /// <param name="name">Its name; empty for none.</param>
    /// <param name="data">Its data.</param>
    public void Event(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Name(name);
        buffer.Write(data);
        buffer.Write("\n\n"u8);
    }

    /// <summary>A piece, or what comes before the first, ends here.</summary>
    public void Mark() => ends.Add(buffer.WrittenCount);

    public EncodedStream ToStream() => new(buffer.WrittenSpan.ToArray(), [.. ends]);

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    public void Dispose() => json.Dispose();

    private void Name(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty)
        {
            buffer.Write("event: "u8);
            buffer.Write(name);
            buffer.Write("\n"u8);
        }

        buffer.Write("data: "u8);
    }
}
