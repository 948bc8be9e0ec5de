using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>The types that are not structures: the LSP meta model's, and the contract's own restrictions on numbers and texts.</summary>
internal static partial class Primitives
{
    private const long LargestSafeInteger = (1L << 53) - 1; // the largest that every client can read: a JavaScript number

    public static ImmutableDictionary<string, Shape> All { get; } =
        new Dictionary<string, Func<JsonElement, bool>>
        {
            ["null"] = value => value.ValueKind == JsonValueKind.Null,
            ["boolean"] = value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            ["string"] = IsText,
            ["integer"] = value => IsWhole(value, int.MinValue, int.MaxValue),
            ["uinteger"] = value => IsWhole(value, 0, int.MaxValue),
            ["decimal"] = value => IsNumber(value, double.MinValue, double.MaxValue),
            ["URI"] = IsUri,
            ["DocumentUri"] = IsUri,
            ["LSPAny"] = value => value.ValueKind != JsonValueKind.Undefined,
            ["LSPObject"] = value => value.ValueKind == JsonValueKind.Object,
            ["LSPArray"] = value => value.ValueKind == JsonValueKind.Array,

            ["name"] = value => IsText(value) && value.GetString()!.Length > 0,
            ["whole"] = value => IsWhole(value, long.MinValue, long.MaxValue), // an id is the client's, and comes back as it was
            ["count"] = value => IsWhole(value, 0, LargestSafeInteger),
            ["ordinal"] = value => IsWhole(value, 1, LargestSafeInteger),
            ["amount"] = value => IsNumber(value, 0, double.MaxValue),
            ["fraction"] = value => IsNumber(value, 0, 1),
            ["hex"] = value => IsText(value) && LowerCaseHex.IsMatch(value.GetString()!),
            ["instant"] = IsInstant,
        }.ToImmutableDictionary(pair => pair.Key, pair => (Shape)new Shape.Primitive(pair.Key, pair.Value));

    [GeneratedRegex("^([0-9a-f]{2})+$")]
    private static partial Regex LowerCaseHex { get; }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]+:")]
    private static partial Regex Scheme { get; }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Rfc3339InUtc { get; }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    // 1.0 is a whole number to JSON, and none to a reader of integers.
    private static bool IsWhole(JsonElement value, long least, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most;

    private static bool IsNumber(JsonElement value, double least, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most;

    // .NET accepts a path as a URI on platforms that have such paths, and a drive letter is not a scheme.
    private static bool IsUri(JsonElement value) =>
        IsText(value) && Scheme.IsMatch(value.GetString()!) && Uri.TryCreate(value.GetString(), UriKind.Absolute, out _);

    private static bool IsInstant(JsonElement value) =>
        IsText(value)
        && Rfc3339InUtc.IsMatch(value.GetString()!)
        && DateTime.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out _);
}
