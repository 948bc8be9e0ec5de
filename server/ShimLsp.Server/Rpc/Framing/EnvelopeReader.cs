using System.Text.Json;
using System.Text.Unicode;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Reads a message once, from end to end, and rejects what the formatter and JsonRpc would not survive. Of repeated members the last one
/// counts, as in the formatter.
/// </summary>
internal ref struct EnvelopeReader
{
    private Utf8JsonReader json;
    private bool isVersion2;
    private bool hasMethod;
    private bool hasAnswer;
    private bool hasId;
    private RequestId? id;
    private ReadOnlySpan<byte> method;
    private bool methodIsText;
    private ReadOnlySpan<byte> parameters;
    private Range parametersAt;
    private bool parametersAreStructured;
    private int nullParamsAt;
    private bool hasOthers;

    private EnvelopeReader(ReadOnlySpan<byte> message)
    {
        // The reader's own limit of depth is 64, as is the formatter's.
        json = new Utf8JsonReader(message);
        nullParamsAt = -1;
        parametersAreStructured = true;
    }

    /// <summary>Reads the envelope, or says what is wrong with the message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out Envelope envelope, out Fault fault)
    {
        envelope = default;
        if (!Utf8.IsValid(message))
        {
            fault = Fault.Parse("The message is not valid UTF-8.");
            return false;
        }

        var reader = new EnvelopeReader(message);
        try
        {
            return reader.TryReadRoot(message, out fault) && reader.TryJudge(out envelope, out fault);
        }
        catch (JsonException) when (reader.json.CurrentDepth >= 64)
        {
            fault = Fault.Parse("The message is nested deeper than 64 levels.");
        }
        catch (JsonException exception)
        {
            fault = Fault.Parse($"The message is not valid JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine}).");
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that an escaped string is half a surrogate pair.
            fault = Fault.Parse("A string in the message is not valid Unicode.");
        }

        return false;
    }

    /// <summary>Reads the id at <paramref name="json"/>'s position; <c>null</c> if it is not an id.</summary>
    public static RequestId? ReadId(in Utf8JsonReader json) =>
        json.TokenType switch
        {
            JsonTokenType.String => new RequestId(json.GetString()),
            JsonTokenType.Number when json.TryGetInt64(out long number) => new RequestId(number),
            _ => null,
        };

    private bool TryReadRoot(ReadOnlySpan<byte> message, out Fault fault)
    {
        fault = default;
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            bool isBatch = json.TokenType == JsonTokenType.StartArray;
            json.Skip();
            json.Read();
            fault = Fault.InvalidRequest(
                isBatch ? "Batches are not supported. Send one message at a time." : "A message must be an object."
            );
            return false;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(message);
        }

        // Anything behind the closing brace makes this throw.
        json.Read();
        return true;
    }

    private void ReadMember(ReadOnlySpan<byte> message)
    {
        if (json.ValueTextEquals("jsonrpc"u8))
        {
            json.Read();
            isVersion2 = json.TokenType == JsonTokenType.String && json.ValueTextEquals("2.0"u8);
        }
        else if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            hasId = true;
            id = ReadId(json);
        }
        else if (json.ValueTextEquals("method"u8))
        {
            json.Read();
            hasMethod = true;
            methodIsText = json.TokenType == JsonTokenType.String;
            method = methodIsText ? ReadText() : default;
        }
        else if (json.ValueTextEquals("params"u8))
        {
            json.Read();
            ReadParameters(message);
        }
        else if (json.ValueTextEquals("result"u8) || json.ValueTextEquals("error"u8))
        {
            hasAnswer = true;
            json.Read();
        }
        else
        {
            hasOthers = true;
        }

        json.Skip();
    }

    private readonly ReadOnlySpan<byte> ReadText()
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan;
        }

        byte[] text = new byte[json.ValueSpan.Length];
        return text.AsSpan(0, json.CopyString(text));
    }

    private void ReadParameters(ReadOnlySpan<byte> message)
    {
        int start = (int)json.TokenStartIndex;
        bool isNull = json.TokenType == JsonTokenType.Null;
        parametersAreStructured = isNull || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        json.Skip();
        nullParamsAt = isNull ? start : -1;
        parametersAt = start..(int)json.BytesConsumed;
        parameters = isNull ? default : message[parametersAt];
    }

    private readonly bool TryJudge(out Envelope envelope, out Fault fault)
    {
        envelope = new Envelope
        {
            Kind =
                !hasMethod ? MessageKind.Response
                : hasId ? MessageKind.Request
                : MessageKind.Notification,
            Id = id ?? default,
            Method = method,
            Params = parameters,
            ParamsAt = parametersAt,
            IsPlain = !hasAnswer && !hasOthers,
            NullParamsAt = hasMethod ? nullParamsAt : -1,
        };

        // A wrong answer never gets an answer: two peers could continue like that for ever.
        string? complaint =
            !hasMethod && hasAnswer ? null
            : hasId && id is null ? "'id' must be a string or a whole number."
            : !isVersion2 ? "'jsonrpc' must be \"2.0\"."
            : !hasMethod ? "A message must have a 'method', a 'result' or an 'error'."
            : !methodIsText ? "'method' must be a string."
            : !parametersAreStructured ? "'params' must be an object or an array."
            : null;

        fault = complaint is null ? default : Fault.InvalidRequest(complaint, id ?? RequestId.Null);
        return complaint is null;
    }
}
