using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.PassThrough;

/// <summary>
/// A client's body for a model of the same format. The model's name changes, and what the row says to omit or to limit. Every other byte
/// goes on as it came: marks of caches, signatures and tools of the provider's own are not ours to understand.
/// </summary>
internal static class PassedRequest
{
    /// <summary>How the signature begins that a client gets with thoughts of another provider's model. It comes back as it was.</summary>
    public static ReadOnlySpan<byte> ForeignMark => "\"shim:"u8;

    // They are not in the body's own object.
    private static readonly ImmutableArray<string> Inner = ["cache_control", "strict", "reasoning.effort", "reasoning.summary"];
    private static readonly ImmutableArray<string> Limits = ["max_tokens", "max_completion_tokens", "max_output_tokens"];

    /// <summary>The body; null if it must be translated.</summary>
    /// <param name="frame">The client's request.</param>
    /// <param name="format">The format that the model is asked in.</param>
    /// <param name="model">The model.</param>
    /// <param name="omitted">The options that are not sent to it.</param>
    public static ReadOnlyMemory<byte>? Of(in RequestFrame frame, RequestFormat format, ModelSpec model, ImmutableSortedSet<string> omitted)
    {
        if (frame.Format != format || frame.Source.ValueKind != JsonValueKind.Object || Inner.Any(omitted.Contains))
        {
            return null;
        }

        var raw = JsonMarshal.GetRawUtf8Value(frame.Source);
        if (raw.IndexOf(ForeignMark) >= 0)
        {
            return null; // thoughts that this provider cannot read: the translation leaves them out
        }

        var body = new ArrayBufferWriter<byte>(raw.Length + 256);
        body.Write("{\"model\":"u8);
        body.Write(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(model.Model)}\""));
        foreach (var property in frame.Source.EnumerateObject())
        {
            Write(property, model, omitted, body);
        }

        body.Write("}"u8);
        return body.WrittenMemory;
    }

    private static void Write(JsonProperty property, ModelSpec model, ImmutableSortedSet<string> omitted, ArrayBufferWriter<byte> body)
    {
        var name = Encoding.UTF8.GetString(LenientJson.Name(property));
        var written = name switch
        {
            OmittableOptions.MaxTokens when omitted.Contains(name) => OmittableOptions.MaxCompletionTokens,
            OmittableOptions.MaxCompletionTokens when omitted.Contains(name) => OmittableOptions.MaxTokens,
            _ => name,
        };
        if (name == "model" || (written == name && omitted.Contains(name)))
        {
            return;
        }

        body.Write(",\""u8);
        body.Write(written == name ? JsonMarshal.GetRawUtf8PropertyName(property) : Encoding.UTF8.GetBytes(written));
        body.Write("\":"u8);
        if (
            model.MaxOutputTokens is { } most
            && Limits.Contains(name)
            && property.Value.ValueKind == JsonValueKind.Number
            && property.Value.TryGetDouble(out var asked)
            && asked > most
        )
        {
            body.Write(Encoding.UTF8.GetBytes(most.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            body.Write(JsonMarshal.GetRawUtf8Value(property.Value));
        }
    }
}
