using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Reads JSON strings as they come. <see cref="JsonElement.GetString"/> and <see cref="JsonElement.TryGetProperty(string, out
/// JsonElement)"/> throw on a lone surrogate such as <c>"\ud800"</c>. Editors send those if they cut a text in the middle of a character.
/// </summary>
public static class LenientJson
{
    // A larger array would stay in the pool for long.
    private const int MostPooled = 256 * 1024;

    /// <summary>The element; null if it is JSON's null or absent. A client may send an optional field either way.</summary>
    public static JsonElement? Given(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } ? element : null;

    /// <summary>The property with this name, the last one if there are several; null if there is none or it is null.</summary>
    /// <param name="parent">An object.</param>
    /// <param name="name">The name as UTF-8.</param>
    public static JsonElement? Find(JsonElement parent, ReadOnlySpan<byte> name)
    {
        JsonElement? found = null;
        foreach (var property in parent.EnumerateObject())
        {
            if (Name(property).SequenceEqual(name))
            {
                found = property.Value;
            }
        }

        return Given(found);
    }

    /// <summary>A property's name as UTF-8.</summary>
    /// <param name="property">The property.</param>
    public static ReadOnlySpan<byte> Name(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(Unescape(raw)) : raw;
    }

    /// <summary>Whether the element is this string, however it is escaped.</summary>
    /// <param name="element">Any element.</param>
    /// <param name="expected">The string; ASCII.</param>
    internal static bool Is(JsonElement element, ReadOnlySpan<byte> expected)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        // An escape is longer than what it stands for, at most six times.
        var inside = Inside(element);
        return inside.Length == expected.Length
            ? inside.SequenceEqual(expected)
            : inside.Length > expected.Length
                && inside.Length <= 6 * expected.Length
                && inside.Contains((byte)'\\')
                && EscapedLength(inside, expected, ignoresCase: false) == inside.Length;
    }

    /// <summary>Whether the element is a string that starts with this text, in any case.</summary>
    internal static bool StartsWith(JsonElement element, ReadOnlySpan<byte> prefix)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var inside = Inside(element);
        return inside.Length >= prefix.Length
            && (Ascii.EqualsIgnoreCase(inside[..prefix.Length], prefix) || EscapedLength(inside, prefix, ignoresCase: true) is not null);
    }

    /// <summary>The text of a string element. A lone surrogate stays as it is. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="element">A string.</param>
    public static string Text(JsonElement element) => Unescape(Inside(element));

    /// <summary>Whether a string element's text is empty or white space alone. It seldom builds the text.</summary>
    internal static bool IsBlank(JsonElement element)
    {
        var inside = Inside(element);
        for (var at = 0; at < inside.Length; )
        {
            switch (inside[at])
            {
                case (byte)' ':
                    at++;
                    break;
                case (byte)'\\' when inside[at + 1] is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'f':
                    at += 2;
                    break;
                case (byte)'\\' when inside[at + 1] is (byte)'u':
                case > 0x7F:
                    return string.IsNullOrWhiteSpace(Text(element));
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Cuts a string element into parts that can be read one by one: no character is in two of them.</summary>
    /// <param name="element">A string.</param>
    /// <param name="about">The length of a part in bytes; it may be a few bytes longer.</param>
    public static List<Range> Parts(JsonElement element, int about)
    {
        var inside = Inside(element);
        List<Range> parts = [];
        for (var from = 0; from < inside.Length; )
        {
            var to = inside.Length - from > about ? EndOfPart(inside, from, from + about) : inside.Length;
            parts.Add(from..to);
            from = to;
        }

        return parts;
    }

    /// <summary>The text of a part of a string element.</summary>
    /// <param name="element">A string.</param>
    /// <param name="part">One of its <see cref="Parts"/>.</param>
    public static string Text(JsonElement element, Range part) => Unescape(Inside(element)[part]);

    /// <summary>How many bytes of UTF-8 a string element's text takes. It does not build the text.</summary>
    internal static int ByteCount(JsonElement element)
    {
        var rest = Inside(element);
        var count = 0;
        for (var at = rest.IndexOf((byte)'\\'); at >= 0; at = rest.IndexOf((byte)'\\'))
        {
            var isUnicode = rest[at + 1] == 'u';
            count += at + (isUnicode ? ByteCount(rest.Slice(at + 2, 4)) : 1);
            rest = rest[(at + (isUnicode ? 6 : 2))..];
        }

        return count + rest.Length;
    }

    /// <summary>The length of the element as it was written, in bytes.</summary>
    /// <param name="element">Any element.</param>
    public static int WrittenLength(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).Length;

    /// <summary>How many bytes of the escaped text spell the expected one; null if it starts differently.</summary>
    private static int? EscapedLength(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> expected, bool ignoresCase)
    {
        var at = 0;
        foreach (var wanted in expected)
        {
            if (at == escaped.Length)
            {
                return null;
            }

            int found = escaped[at];
            var length = 1;
            if (found == '\\')
            {
                length = escaped[at + 1] == 'u' ? 6 : 2;
                found = length == 6 ? CodeUnit(escaped.Slice(at + 2, 4)) : escaped[at + 1]; // no name has a control character in it
            }

            if (found != wanted && !(ignoresCase && (found | 0x20) == (wanted | 0x20) && char.IsAsciiLetter((char)wanted)))
            {
                return null;
            }

            at += length;
        }

        return at;
    }

    private static ushort CodeUnit(ReadOnlySpan<byte> hex) =>
        ushort.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> Inside(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    private static int ByteCount(ReadOnlySpan<byte> hex) =>
        CodeUnit(hex) switch
        {
            < 0x80 => 1,
            < 0x800 => 2,
            >= 0xD800 and < 0xE000 => 2, // half of a pair, which takes four
            _ => 3,
        };

    private static int EndOfPart(ReadOnlySpan<byte> inside, int from, int to)
    {
        var at = from;
        for (var plain = inside[at..to].IndexOf((byte)'\\'); plain >= 0; plain = inside[at..to].IndexOf((byte)'\\'))
        {
            at += plain;
            while (IsHighSurrogate(inside[at..]) && inside[(at + 6)..].StartsWith("\\u"u8))
            {
                at += 6;
            }

            at += inside[at + 1] == 'u' ? 6 : 2;
            if (at >= to)
            {
                return at;
            }
        }

        while (to < inside.Length && (inside[to] & 0xC0) == 0x80)
        {
            to++; // in the middle of a character
        }

        return to;
    }

    private static bool IsHighSurrogate(ReadOnlySpan<byte> escape) =>
        escape[1] == 'u' && char.IsHighSurrogate((char)CodeUnit(escape.Slice(2, 4)));

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var pooled = raw.Length <= MostPooled ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        Span<char> text = pooled ?? new char[raw.Length];
        text = text[..Encoding.UTF8.GetChars(raw, text)];
        var plain = new string(text[..Unescape(text)]);
        if (pooled is not null)
        {
            ArrayPool<char>.Shared.Return(pooled);
        }

        return plain;
    }

    /// <summary>Replaces the escapes of a text where it is. No escape is shorter than what it stands for.</summary>
    /// <returns>The length of what remains.</returns>
    private static int Unescape(Span<char> text)
    {
        var to = 0;
        for (var from = 0; ; )
        {
            var plain = text[from..].IndexOf('\\');
            var count = plain < 0 ? text.Length - from : plain;
            text.Slice(from, count).CopyTo(text[to..]);
            (from, to) = (from + count, to + count);
            if (plain < 0)
            {
                return to;
            }

            text[to++] = Escaped(text[from..]);
            from += text[from + 1] == 'u' ? 6 : 2;
        }
    }

    // The parser has checked the syntax, so one of JSON's nine escapes follows a backslash.
    private static char Escaped(ReadOnlySpan<char> escape) =>
        escape[1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => (char)ushort.Parse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            var itself => itself,
        };
}
