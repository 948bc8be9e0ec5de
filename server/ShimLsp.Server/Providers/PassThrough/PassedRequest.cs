using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Providers.Http;

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
    /// <param name="bytes">Its bytes if they stay as they are, so that they need not be copied; empty if not.</param>
    /// <param name="format">The format that the model is asked in.</param>
    /// <param name="model">The model.</param>
    /// <param name="omitted">The options that are not sent to it.</param>
    public static OutgoingBody? Of(
        in RequestFrame frame,
        ReadOnlyMemory<byte> bytes,
        RequestFormat format,
        ModelSpec model,
        ImmutableSortedSet<string> omitted
    )
    {
        if (frame.Format != format || frame.Source.ValueKind != JsonValueKind.Object || (!omitted.IsEmpty && Inner.Any(omitted.Contains)))
        {
            return null;
        }

        var raw = JsonMarshal.GetRawUtf8Value(frame.Source);
        if (raw.IndexOf(ForeignMark) >= 0)
        {
            return null; // thoughts that this provider cannot read: the translation leaves them out
        }

        var edits = new JsonEdits(frame.Source);
        edits.Set("model"u8, JsonEncodedText.Encode(model.Model));
        if (!omitted.IsEmpty || model.MaxOutputTokens is not null)
        {
            foreach (var property in frame.Source.EnumerateObject())
            {
                Edit(property, model, omitted, edits);
            }
        }

        if (!omitted.IsEmpty)
        {
            if (
                omitted.Contains(OmittableOptions.MessagesEffort)
                && LenientJson.Find(frame.Source, "output_config"u8) is { ValueKind: JsonValueKind.Object } config
            )
            {
                edits.Remove(config, property => NameOf(property) is "effort");
            }

            edits.Remove(
                frame.Source,
                property =>
                    NameOf(property) is not ("model" or OmittableOptions.MaxTokens or OmittableOptions.MaxCompletionTokens) and var name
                    && omitted.Contains(name)
            );
        }

        return bytes.IsEmpty ? edits.Apply() : new OutgoingBody(edits.Parts(bytes));
    }

    private static void Edit(JsonProperty property, ModelSpec model, ImmutableSortedSet<string> omitted, JsonEdits edits)
    {
        var name = NameOf(property);
        switch (name)
        {
            case OmittableOptions.MaxTokens when omitted.Contains(name):
                edits.Rename(property, OmittableOptions.MaxCompletionTokens);
                break;
            case OmittableOptions.MaxCompletionTokens when omitted.Contains(name):
                edits.Rename(property, OmittableOptions.MaxTokens);
                break;
        }

        if (Limits.Contains(name) && model.MaxOutputTokens is { } most && IsAbove(property.Value, most))
        {
            edits.Replace(property.Value, most.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string NameOf(JsonProperty property) => Encoding.UTF8.GetString(LenientJson.Name(property));

    private static bool IsAbove(JsonElement value, int most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var asked) && asked > most;
}
