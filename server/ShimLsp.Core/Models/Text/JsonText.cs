using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Text and JSON of a client's request, made fit to be sent on. Editors cut texts in the middle of a character. A provider needs valid
/// UTF-8, so each half character becomes U+FFFD.
/// </summary>
public static class JsonText
{
    /// <summary>The text of a string element.</summary>
    /// <param name="element">A string.</param>
    public static string Of(JsonElement element) => Mended(LenientJson.Text(element));

    /// <summary>The element as JSON text.</summary>
    /// <param name="element">The element.</param>
    public static string Raw(JsonElement element)
    {
        var raw = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));
        return raw.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? WithoutHalves(raw) : raw;
    }

    /// <summary>The element with half characters replaced; null if it nests too deep to be copied.</summary>
    /// <param name="element">The element.</param>
    public static JsonElement? Copy(JsonElement element)
    {
        try
        {
            return JsonElement.Parse(Raw(element));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text, with U+FFFD for each half of a character that has lost its other half.</summary>
    /// <param name="text">Any text.</param>
    public static string Mended(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private static string WithoutHalves(string raw)
    {
        var mended = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; )
        {
            if (raw[at] != '\\')
            {
                mended.Append(raw[at++]);
                continue;
            }

            var unit = UnitAt(raw, at);
            var length = unit is null ? 2 : 6;
            if (unit is { } high && char.IsHighSurrogate(high) && UnitAt(raw, at + 6) is { } low && char.IsLowSurrogate(low))
            {
                mended.Append(raw, at, 12);
                length = 12;
            }
            else if (unit is { } half && char.IsSurrogate(half))
            {
                mended.Append("\\ufffd");
            }
            else
            {
                mended.Append(raw, at, length);
            }

            at += length;
        }

        return mended.ToString();
    }

    private static char? UnitAt(string raw, int at) =>
        at + 6 <= raw.Length && raw[at] == '\\' && raw[at + 1] == 'u'
            ? (char)ushort.Parse(raw.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
}
