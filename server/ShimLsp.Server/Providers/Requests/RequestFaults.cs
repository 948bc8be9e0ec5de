using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>What is wrong with a request. Only the first fault is told; reading goes on, since what it makes is thrown away then.</summary>
internal sealed class RequestFaults
{
    /// <summary>The field at fault; null while there is none.</summary>
    public string? Path { get; private set; }

    /// <summary>What is wrong with it; null while nothing is.</summary>
    public string? Message { get; private set; }

    /// <summary>Takes a fault.</summary>
    /// <param name="path">The field.</param>
    /// <param name="message">What is wrong and what to do. Never a piece of the request.</param>
    public void Add(string path, string message)
    {
        if (Path is null)
        {
            (Path, Message) = (path, message);
        }
    }

    /// <summary>The text of a field that must have one; empty, and a fault, where it has none.</summary>
    public string Text(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        if (LenientJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text)
        {
            return JsonText.Of(text);
        }

        Add(path, "Must be a string.");
        return "";
    }

    /// <summary>A name or an id, which must not be empty; something that stands for one, and a fault, where it is.</summary>
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

        Add(path, "Must be a string that is not empty.");
        return "?";
    }

    /// <summary>The text of a field that may be absent; null where it is, or where it is none, which is a fault.</summary>
    public string? OptionalText(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(parent, name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.String } text:
                return JsonText.Of(text);
            default:
                Add(path, "Must be a string.");
                return null;
        }
    }

    /// <summary>A yes or no that may be absent; null where it is, or where it is neither, which is a fault.</summary>
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
                Add(path, "Must be true or false.");
                return null;
        }
    }

    /// <summary>A number that may be absent; null where it is, or where it is none, which is a fault.</summary>
    public double? OptionalNumber(JsonElement parent, ReadOnlySpan<byte> name, string path)
    {
        switch (LenientJson.Find(parent, name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value):
                return value;
            default:
                Add(path, "Must be a number.");
                return null;
        }
    }

    /// <summary>Whether an element is an object; a fault where it is not.</summary>
    public bool IsObject([NotNullWhen(true)] JsonElement? element, string path)
    {
        if (element is { ValueKind: JsonValueKind.Object })
        {
            return true;
        }

        Add(path, "Must be an object.");
        return false;
    }
}
