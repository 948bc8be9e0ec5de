using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShimLsp.Server.Cli.Clients;

/// <summary>Writes the JSON of configuration files.</summary>
internal static class ClientJson
{
    /// <summary>An object, indented, with a line end after it.</summary>
    /// <param name="write">Writes its properties.</param>
    public static string Of(Action<Utf8JsonWriter> write) => Value(write) + "\n";

    /// <summary>An object, indented.</summary>
    /// <param name="write">Writes its properties.</param>
    public static string Value(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        // A person may read it, and no page of HTML contains it.
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>A string.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
