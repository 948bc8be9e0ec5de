using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Endpoints;

/// <summary>Reads one entry of a list of models. Of the figures it takes those that well-known servers state, under their names.</summary>
internal static class EntryReader
{
    /// <summary>The longest name that is taken, in UTF-16 code units.</summary>
    public const int LongestName = 200;

    private const double MostDollars = 100_000; // per million tokens: a figure above it is in another unit

    private static ReadOnlySpan<byte> Images => "image"u8;

    /// <summary>The model; null if the entry names none that can be shown and sent.</summary>
    /// <param name="entry">The entry.</param>
    public static EndpointModel? Read(JsonElement entry)
    {
        if (entry.ValueKind is JsonValueKind.String)
        {
            return Name(entry) is { } bare ? new(bare) : null;
        }

        if (
            entry.ValueKind is not JsonValueKind.Object
            || (Name(entry, "id"u8) ?? Name(entry, "model"u8) ?? Name(entry, "name"u8)) is not { } name
        )
        {
            return null;
        }

        var top = Object(entry, "top_provider"u8); // OpenRouter
        var capabilities = Object(entry, "capabilities"u8); // Mistral
        return new(name)
        {
            DisplayName = (Name(entry, "display_name"u8) ?? Name(entry, "name"u8)) is { } shown && shown != name ? shown : null,
            ContextWindow =
                Count(entry, "context_length"u8)
                ?? Count(entry, "max_model_len"u8) // vLLM
                ?? Count(entry, "max_context_length"u8) // LM Studio, Mistral
                ?? Count(entry, "context_window"u8) // Groq
                ?? Count(entry, "max_input_tokens"u8), // Anthropic
            MaxOutputTokens =
                Count(top, "max_completion_tokens"u8) ?? Count(entry, "max_completion_tokens"u8) ?? Count(entry, "max_tokens"u8),
            Pricing = Prices(Object(entry, "pricing"u8)),
            SupportsImages = Flag(capabilities, "vision"u8) ?? Has(Object(entry, "architecture"u8), "input_modalities"u8, Images),
            SupportsTools = Flag(capabilities, "function_calling"u8) ?? Has(entry, "supported_parameters"u8, "tools"u8),
        };
    }

    /// <summary>OpenRouter's prices: dollars for one token, as text.</summary>
    private static Pricing? Prices(JsonElement? pricing) =>
        Dollars(pricing, "prompt"u8) is { } input && Dollars(pricing, "completion"u8) is { } output
            ? new(input, Dollars(pricing, "input_cache_read"u8), output)
            : null;

    private static double? Dollars(JsonElement? parent, ReadOnlySpan<byte> field) =>
        Find(parent, field) is { ValueKind: JsonValueKind.String } text
        && double.TryParse(
            LenientJson.Text(text),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var each
        )
        && each * 1_000_000 is >= 0 and <= MostDollars and var million
            ? Pricing.Rounded(million)
            : null;

    private static int? Count(JsonElement? parent, ReadOnlySpan<byte> field) =>
        Find(parent, field) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count > 0 ? count : null;

    private static bool? Flag(JsonElement? parent, ReadOnlySpan<byte> field) =>
        Find(parent, field)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    private static bool? Has(JsonElement? parent, ReadOnlySpan<byte> field, ReadOnlySpan<byte> word)
    {
        if (Find(parent, field) is not { ValueKind: JsonValueKind.Array } words)
        {
            return null;
        }

        foreach (var each in words.EnumerateArray())
        {
            if (each.ValueKind is JsonValueKind.String && each.ValueEquals(word))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Name(JsonElement parent, ReadOnlySpan<byte> field) => Find(parent, field) is { } value ? Name(value) : null;

    // A name is shown in editors and written into a file: one with hidden characters could pass for another.
    private static string? Name(JsonElement value) =>
        value.ValueKind is JsonValueKind.String
        && LenientJson.Text(value) is { Length: > 0 and <= LongestName } name
        && name.Trim().Length == name.Length
        && name.EnumerateRunes().All(IsVisible)
            ? name
            : null;

    private static bool IsVisible(Rune rune) =>
        rune.Value != Rune.ReplacementChar.Value
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static JsonElement? Object(JsonElement parent, ReadOnlySpan<byte> field) =>
        LenientJson.Find(parent, field) is { ValueKind: JsonValueKind.Object } value ? value : null;

    private static JsonElement? Find(JsonElement? parent, ReadOnlySpan<byte> field) =>
        parent is { } known ? LenientJson.Find(known, field) : null;
}
