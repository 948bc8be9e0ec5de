using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers;

/// <summary>
/// What a provider wants back unchanged, such as signed thoughts: an object that a client keeps and returns without looking into it. It
/// names its origin, so that it never goes to another provider.
/// </summary>
internal static class ProviderData
{
    /// <summary>Writes it.</summary>
    /// <param name="model">The model that gave it.</param>
    /// <param name="fields">Writes the fields.</param>
    public static JsonElement Write(ModelSpec model, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString(ReturnedFields.Origin, OriginOf(model));
            fields(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Writes a field with a value as it came.</summary>
    /// <param name="json">Where it goes, an open object.</param>
    /// <param name="name">The field.</param>
    /// <param name="value">The value.</param>
    public static void WriteField(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonElement value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(JsonText.Raw(value), skipInputValidation: true);
    }

    /// <summary>Whether a model of the Messages shape takes the thoughts: they are its provider's, or of no known origin.</summary>
    /// <param name="thoughts">The thoughts.</param>
    /// <param name="model">The model.</param>
    public static bool IsBlockOf(Part.Reasoning thoughts, ModelSpec model) =>
        thoughts.Format is RequestFormat.AnthropicMessages && (thoughts.Origin is null || thoughts.Origin == OriginOf(model));

    /// <summary>Whether a model of the Responses shape takes the item: it is its provider's, or of no known origin.</summary>
    /// <param name="thoughts">The item.</param>
    /// <param name="model">The model.</param>
    public static bool IsItemOf(Part.Reasoning thoughts, ModelSpec model) =>
        thoughts.Format is RequestFormat.Responses && (thoughts.Origin is null || thoughts.Origin == OriginOf(model));

    /// <summary>Who may see it again: the wire shape, and the host that speaks it.</summary>
    /// <param name="model">A model.</param>
    public static string OriginOf(ModelSpec model) =>
        model.Wire switch
        {
            ModelWire.Messages => "messages@",
            ModelWire.Responses => "responses@",
            _ => "chat@",
        } + model.BaseUrl.Authority;
}
