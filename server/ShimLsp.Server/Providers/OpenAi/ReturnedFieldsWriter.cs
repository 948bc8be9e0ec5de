using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Writes what a provider of this shape wants back (<see cref="ReturnedFields"/>). OpenAI's own endpoint refuses fields that it
/// does not know, and gives none of these, so it gets none.
/// </summary>
internal static class ReturnedFieldsWriter
{
    /// <summary>Writes the fields beside an assistant's message.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="turn">The turn.</param>
    public static void WriteTurn(Utf8JsonWriter json, ModelSpec model, Turn turn)
    {
        foreach (var part in turn.Parts)
        {
            if (part is Part.Reasoning { Format: RequestFormat.ChatCompletions } thoughts)
            {
                Write(json, model, thoughts.Carried, thoughts.Origin);
            }
        }
    }

    /// <summary>Writes the fields beside a call to a tool.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="call">The call.</param>
    public static void WriteCall(Utf8JsonWriter json, ModelSpec model, Part.ToolCall call)
    {
        if (call.Carried.ValueKind is JsonValueKind.Object)
        {
            Write(json, model, call.Carried, call.Origin);
        }
    }

    private static void Write(Utf8JsonWriter json, ModelSpec model, JsonElement holder, string? origin)
    {
        if (model.Provider is ModelProvider.OpenAI || (origin is not null && origin != ProviderData.OriginOf(model)))
        {
            return;
        }

        foreach (var name in ReturnedFields.Names)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            if (LenientJson.Find(holder, utf8) is { } value)
            {
                ProviderData.WriteField(json, utf8, value);
            }
        }
    }
}
