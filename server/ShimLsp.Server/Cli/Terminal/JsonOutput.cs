using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>Writes a result as a program reads it: the wire's own fields, indented.</summary>
internal static class JsonOutput
{
    // Readable quotes and umlauts; control characters stay escaped. No HTML page will hold this.
    private static JsonWriterOptions Options => new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        // Always: to a program it is the same JSON, and a terminal may show it after all, by way of a pager.
        output.WriteLine(Shown.Json(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)));
    }
}
