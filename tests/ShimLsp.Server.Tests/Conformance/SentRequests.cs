using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>A request that a client has sent.</summary>
/// <param name="Method">Its method; null if that was no text.</param>
/// <param name="Params">Its parameters; undefined if there are none.</param>
internal sealed record SentRequest(string? Method, JsonElement Params)
{
    /// <summary>With <c>workspace/executeCommand</c>, the command; null otherwise.</summary>
    public string? Command => Method == "workspace/executeCommand" ? Params.Text("command") : null;

    /// <summary>Whether a person is asked which model it shall be. They may choose none.</summary>
    public bool AsksAPerson => Command == "shim.switchModel" && !NamesAModel(Params.At("arguments"));

    private static bool NamesAModel(JsonElement arguments) =>
        arguments.ValueKind is JsonValueKind.Object
        || arguments.Text("0") is { Length: > 0 }
        || arguments.At("0").ValueKind is JsonValueKind.Object;
}

/// <summary>What a client has asked and not yet heard the answer to: an answer is judged by its question. Thread-safe.</summary>
internal sealed class SentRequests
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<SentRequest>> open = [];
    private readonly HashSet<string> tokens = [];
    private readonly Dictionary<string, SentRequest> pieceTokens = [];

    /// <summary>
    /// Notes the requests in bytes that are about to be sent. A test may send half a message, or nonsense, and that is ignored.
    /// </summary>
    public void Note(ReadOnlySpan<byte> bytes)
    {
        for (var start = bytes.IndexOf((byte)'{'); start >= 0; start = bytes.IndexOf((byte)'{'))
        {
            bytes = bytes[start..];
            var length = Read(bytes, out var message);
            if (length > 0 && IsRequest(message))
            {
                Note(message);
            }

            bytes = bytes[Math.Max(length, 1)..];
        }
    }

    /// <summary>The requests that an answer with this id may belong to. There are several if a test used an id twice.</summary>
    public IReadOnlyList<SentRequest> OpenUnder(JsonElement id)
    {
        lock (gate)
        {
            return open.TryGetValue(Key(id), out var asked) ? [.. asked] : [];
        }
    }

    /// <summary>That request is answered.</summary>
    public void Close(JsonElement id, SentRequest answered)
    {
        lock (gate)
        {
            open[Key(id)].Remove(answered);
        }
    }

    /// <summary>Whether the client gave that token for a request's progress.</summary>
    public bool Gave(JsonElement token)
    {
        lock (gate)
        {
            return tokens.Contains(Key(token));
        }
    }

    /// <summary>Whether the client wants a result piece by piece under that token, and has not heard the whole of it yet.</summary>
    public bool AwaitsPieces(JsonElement token)
    {
        lock (gate)
        {
            return pieceTokens.TryGetValue(Key(token), out var request) && open.Values.Any(asked => asked.Contains(request));
        }
    }

    private static int Read(ReadOnlySpan<byte> bytes, out JsonElement message)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        message = default;
        try
        {
            if (JsonElement.TryParseValue(ref reader, out var whole))
            {
                message = whole.Value;
                return (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // No message begins here; one may begin further on.
        }

        return 0;
    }

    private static bool IsRequest(JsonElement message) =>
        message.At("id").ValueKind is JsonValueKind.Number or JsonValueKind.String
        && !message.TryGetProperty("result", out _)
        && !message.TryGetProperty("error", out _);

    /// <summary>An id or a token as text: the string 1 is not the number 1, however each is written.</summary>
    private static string Key(JsonElement id) => id.ValueKind == JsonValueKind.String ? $"\"{id.GetString()}\"" : id.GetRawText();

    private void Note(JsonElement request)
    {
        var key = Key(request.At("id"));
        lock (gate)
        {
            open.TryAdd(key, []);
            var sent = new SentRequest(request.Text("method"), request.At("params"));
            open[key].Add(sent);
            if (request.At("params.partialResultToken") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } pieces)
            {
                pieceTokens[Key(pieces)] = sent;
            }

            foreach (var token in new[] { request.At("params.workDoneToken"), request.At("params.arguments.0.workDoneToken") })
            {
                if (token.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                {
                    tokens.Add(Key(token));
                }
            }
        }
    }
}
