using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Reads the calls to tools of a chat completion, whole or in pieces. Not thread-safe.</summary>
/// <param name="model">The model that is asked.</param>
internal sealed class CompletionCalls(ModelSpec model)
{
    private readonly CallPieces calls = new();

    /// <summary>Whether there is a call.</summary>
    public bool Any => calls.Any;

    /// <summary>Reads the field <c>tool_calls</c>.</summary>
    /// <param name="pieces">Its value.</param>
    /// <param name="areWhole">Whether each element is a call of its own, which continues no other.</param>
    /// <param name="into">Takes what it says.</param>
    /// <returns>Whether it says anything.</returns>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public bool Read(JsonElement pieces, bool areWhole, ReplyPieces into)
    {
        switch (pieces.ValueKind)
        {
            case JsonValueKind.Null:
                return false;
            case JsonValueKind.Object: // a server that makes one call at a time
                ReadCall(pieces, areWhole, into);
                return true;
            case JsonValueKind.Array:
                foreach (var piece in pieces.EnumerateArray())
                {
                    ReadCall(piece, areWhole, into);
                }

                return pieces.GetArrayLength() > 0;
            default:
                throw new FormatException();
        }
    }

    /// <summary>Reads the field <c>function_call</c> of the oldest API.</summary>
    /// <param name="call">Its value, an object.</param>
    /// <param name="into">Takes what it says.</param>
    public void ReadOldest(JsonElement call, ReplyPieces into) => ReadFunction(new(), call, into);

    /// <summary>Ends the calls.</summary>
    /// <param name="into">Takes what is left to say.</param>
    /// <exception cref="FormatException">A call names no tool.</exception>
    public void End(ReplyPieces into) => calls.End(into);

    /// <summary>The text of a field; null if it has none.</summary>
    /// <param name="field">The field's value; null if it is absent.</param>
    public static string? TextOf(JsonElement? field) => field is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;

    private void ReadCall(JsonElement piece, bool isWhole, ReplyPieces into)
    {
        if (piece.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException();
        }

        var wire = new WireCall(
            TextOf(LenientJson.Find(piece, "id"u8)),
            LenientJson.Find(piece, "index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var index)
                ? index
                : null,
            null,
            null,
            LenientJson.Find(piece, "extra_content"u8) is { } extra
                ? ProviderData.Write(model, json => ProviderData.WriteField(json, "extra_content"u8, extra))
                : null,
            isWhole
        );
        ReadFunction(wire, LenientJson.Find(piece, "function"u8) ?? piece, into); // some servers leave the wrapping out
    }

    private void ReadFunction(WireCall wire, JsonElement? function, ReplyPieces into)
    {
        var called = function is { ValueKind: JsonValueKind.Object } given ? given : (JsonElement?)null;
        calls.Take(
            wire with
            {
                Name = called is { } named ? TextOf(LenientJson.Find(named, "name"u8)) : null,
                Arguments = called is { } told ? LenientJson.Find(told, "arguments"u8) : null,
            },
            into
        );
    }
}
