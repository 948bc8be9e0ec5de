using System.Buffers;
using System.Globalization;
using System.Text;

namespace ShimLsp.Core.Models.Text;

/// <summary>The contents of JSON strings, with whatever escapes they have.</summary>
internal static class JsonStrings
{
    private const int LongestOnStack = 256;

    /// <summary>What ends a string in double quotes, or needs a look.</summary>
    public static SearchValues<byte> Stops { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), .. "\"\\"u8]);

    /// <summary>What ends a string in single quotes, or needs a look.</summary>
    public static SearchValues<byte> SingleStops { get; } =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), .. "'\\"u8]);

    /// <summary>The length of the escape at the start of the text; 0 if it is not one.</summary>
    public static int EscapeLength(ReadOnlySpan<byte> text) =>
        text.Length < 2 ? 0
        : "\"\\/bfnrt"u8.Contains(text[1]) ? 2
        : text[1] == 'u' && text.Length >= 6 && !text[2..6].ContainsAnyExcept(HexDigits) ? 6
        : 0;

    /// <summary>The text between the quotes. What is not an escape stays as it is; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="content">The bytes between the quotes.</param>
    /// <param name="hasLoneSurrogate">Whether an escape is half of a surrogate pair.</param>
    public static string Unescape(ReadOnlySpan<byte> content, out bool hasLoneSurrogate)
    {
        var rented = content.Length > LongestOnStack ? ArrayPool<char>.Shared.Rent(content.Length) : null;
        Span<char> buffer = rented ?? stackalloc char[LongestOnStack];
        var length = 0;
        while (content.Length > 0)
        {
            var plain = content.IndexOf((byte)'\\') is var at and >= 0 ? at : content.Length;
            length += Encoding.UTF8.GetChars(content[..plain], buffer[length..]);
            content = content[plain..];
            if (content.Length > 0)
            {
                var escape = EscapeLength(content);
                buffer[length++] = escape == 0 ? '\\' : Escaped(content[..escape]);
                content = content[Math.Max(1, escape)..];
            }
        }

        var text = new string(buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        hasLoneSurrogate = HasLoneSurrogate(text);
        return text;
    }

    private static SearchValues<byte> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static char Escaped(ReadOnlySpan<byte> escape) =>
        (char)escape[1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => (char)ushort.Parse(escape[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            var itself => itself,
        };

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return true;
            }

            rest = rest[(at + 2)..];
        }

        return false;
    }
}
