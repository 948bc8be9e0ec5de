using System.Text;
using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.ScriptedUpstream;

/// <summary>Requests as one line of JSON.</summary>
internal static class RequestLines
{
    /// <summary>Writes them.</summary>
    /// <param name="requests">The requests, in their order.</param>
    public static string Of(IEnumerable<ReceivedRequest> requests)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var request in requests)
            {
                writer.WriteStartObject();
                writer.WriteString("path", request.Path);
                writer.WriteString("model", request.Model);
                writer.WritePropertyName("body");
                request.Json.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
