using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>
/// One of the formats that agents speak, as much of it as a scripted agent needs. It is written from the providers' API references and not
/// from the server, whose mistakes it must not share.
/// </summary>
internal abstract class ClientFormat
{
    protected const string Tool = "read_file";
    protected const string Instructions = "You are an agent in a soak test.";
    protected const string Description = "Reads a file.";

    /// <summary>All of them.</summary>
    public static ImmutableArray<ClientFormat> All { get; } = [new ChatFormat(), new MessagesFormat(), new ResponsesFormat()];

    /// <summary>The path of the API.</summary>
    public abstract string Path { get; }

    /// <summary>The header that names the conversation.</summary>
    public abstract string ConversationHeader { get; }

    /// <summary>Writes a request.</summary>
    /// <param name="model">The model that it names.</param>
    /// <param name="steps">The conversation.</param>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    public abstract JsonObject Request(string model, IEnumerable<Step> steps, bool streams);

    /// <summary>Reads a reply that came whole.</summary>
    /// <param name="reply">The body.</param>
    public HeardReply ReadWhole(JsonElement reply)
    {
        var heard = new HeardReply { Error = ErrorOf(reply), IsClosed = true };
        if (heard.Error is null)
        {
            ReadWhole(reply, heard);
        }

        return heard;
    }

    /// <summary>Reads an event of a stream.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="heard">Takes what it says.</param>
    public void ReadEvent(string data, HeardReply heard)
    {
        if (data == "[DONE]")
        {
            heard.IsClosed = true;
            return;
        }

        var json = JsonElement.Parse(data);
        heard.Error ??= ErrorOf(json);
        if (heard.Error is null)
        {
            ReadEvent(json, heard);
        }
    }

    protected abstract void ReadWhole(JsonElement reply, HeardReply heard);

    protected abstract void ReadEvent(JsonElement json, HeardReply heard);

    /// <summary>A tool's parameters.</summary>
    protected static JsonObject Parameters() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["path"] = new JsonObject { ["type"] = "string" } },
        };

    private static string? ErrorOf(JsonElement json) =>
        json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error.GetProperty("message").GetString()
        : json.TryGetProperty("response", out var response)
        && response.TryGetProperty("error", out error)
        && error.ValueKind == JsonValueKind.Object
            ? error.GetProperty("message").GetString()
        : null;
}
