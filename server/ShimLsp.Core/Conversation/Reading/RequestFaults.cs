using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>What is wrong with a request. Only the first fault counts: the reader goes on, but its result is thrown away.</summary>
internal sealed class RequestFaults
{
    /// <summary>The first fault; null while there is none.</summary>
    public ConversationFault? First { get; private set; }

    /// <summary>Records a fault.</summary>
    /// <param name="path">The field.</param>
    /// <param name="message">What is wrong and what to do. It never quotes the request.</param>
    public void Add(string path, string message) => First ??= new(path, message);

    /// <summary>The text of a field that must have one; empty, and a fault, if it has none.</summary>
    public string Text(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        if (LenientJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text)
        {
            return JsonText.Of(text);
        }

        Add(path, "must be a string.");
        return "";
    }

    /// <summary>A text that may be long, as UTF-8; empty, and a fault, if it is missing or not a string.</summary>
    public Utf8Text LongText(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        if (LenientJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text)
        {
            return new(text);
        }

        Add(path, "must be a string.");
        return default;
    }

    /// <summary>A name or an id, which must not be empty; a placeholder, and a fault, if it is.</summary>
    public string Name(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        if (
            LenientJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text
            && JsonText.Of(text) is var given
            && !string.IsNullOrWhiteSpace(given)
        )
        {
            return given;
        }

        Add(path, "must be a string that is not empty.");
        return "?";
    }

    /// <summary>The text of a field that may be absent; null if it is absent, or is of another type, which is a fault.</summary>
    public string? OptionalText(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(parent, name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.String } text:
                return JsonText.Of(text);
            default:
                Add(path, "must be a string.");
                return null;
        }
    }

    /// <summary>A boolean that may be absent; null if it is absent, or is neither, which is a fault.</summary>
    public bool? OptionalBool(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(parent, name)?.ValueKind)
        {
            case null:
                return null;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Add(path, "must be true or false.");
                return null;
        }
    }

    /// <summary>A number that may be absent; null if it is absent, or is of another type, which is a fault.</summary>
    public double? OptionalNumber(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(parent, name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value):
                return value;
            default:
                Add(path, "must be a number.");
                return null;
        }
    }

    /// <summary>Whether an element is an object; a fault if it is not.</summary>
    public bool IsObject([NotNullWhen(true)] JsonElement? element, string path)
    {
        if (element is { ValueKind: JsonValueKind.Object })
        {
            return true;
        }

        Add(path, "must be an object.");
        return false;
    }
}
