using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Acting;

/// <summary>The fields of a turn, a part or an item that say which call of a tool it is. One that is absent is undefined.</summary>
internal struct CallFields
{
    public JsonElement Role { get; private set; }

    public JsonElement Content { get; private set; }

    /// <summary>The calls of a message of chat completions.</summary>
    public JsonElement Calls { get; private set; }

    /// <summary>The id of the call.</summary>
    public JsonElement Id { get; private set; }

    /// <summary>The tool.</summary>
    public JsonElement Name { get; private set; }

    /// <summary>What it is called with.</summary>
    public JsonElement Arguments { get; private set; }

    /// <summary>What it returned.</summary>
    public JsonElement Result { get; private set; }

    /// <summary>Whether the client says that the result is an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>Whether it is a call.</summary>
    public readonly bool IsCall => Arguments.ValueKind != JsonValueKind.Undefined && Id.ValueKind == JsonValueKind.String;

    /// <summary>Finds them.</summary>
    public static CallFields Of(JsonElement value)
    {
        var fields = default(CallFields);
        if (value.ValueKind != JsonValueKind.Object)
        {
            return fields;
        }

        JsonElement id = default;
        foreach (var field in value.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (name.SequenceEqual("id"u8))
            {
                id = field.Value;
            }
            else
            {
                fields.Note(name, field.Value);
            }
        }

        // A call of chat completions and of Messages has an id of its own. A result of Messages is a part whose content is the result.
        if (fields.Arguments.ValueKind != JsonValueKind.Undefined && fields.Id.ValueKind == JsonValueKind.Undefined)
        {
            fields.Id = id;
        }
        else if (fields is { Role.ValueKind: JsonValueKind.Undefined, Result.ValueKind: JsonValueKind.Undefined } && !fields.IsCall)
        {
            fields.Result = fields.Content;
        }

        return fields;
    }

    private void Note(ReadOnlySpan<byte> name, JsonElement value)
    {
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("role"u8):
                Role = value;
                break;
            case 4 when name.SequenceEqual("name"u8):
                Name = value;
                break;
            case 7 when name.SequenceEqual("content"u8):
                Content = value;
                break;
            case 7 when name.SequenceEqual("call_id"u8):
            case 11 when name.SequenceEqual("tool_use_id"u8):
            case 12 when name.SequenceEqual("tool_call_id"u8):
                Id = value;
                break;
            case 9 when name.SequenceEqual("arguments"u8):
            case 5 when name.SequenceEqual("input"u8):
            case 6 when name.SequenceEqual("action"u8):
                Arguments = value;
                break;
            case 6 when name.SequenceEqual("output"u8):
                Result = value;
                break;
            case 8 when name.SequenceEqual("is_error"u8):
                IsError = value.ValueKind == JsonValueKind.True;
                break;
            case 8 when name.SequenceEqual("function"u8) && value.ValueKind == JsonValueKind.Object:
                Name = LenientJson.Find(value, "name"u8) ?? default;
                Arguments = LenientJson.Find(value, "arguments"u8) ?? default;
                break;
            case 10 when name.SequenceEqual("tool_calls"u8):
                Calls = value;
                break;
        }
    }
}
