using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ShimLsp.Server.Rpc.Framing;

internal enum HeaderLineKind
{
    /// <summary>No header: noise, or the body of a frame whose length was wrong.</summary>
    Garbage,

    /// <summary>The empty line that ends a block of headers.</summary>
    Blank,

    /// <summary>A length that can be read.</summary>
    Length,

    /// <summary>An impossible length: negative, too large, or not a number.</summary>
    BadLength,

    /// <summary>Any other header, such as <c>Content-Type</c>; it changes nothing.</summary>
    Other,
}

/// <summary>Reads lines of LSP's base protocol, generously: any case, LF or CRLF, blanks around the colon.</summary>
internal static class HeaderLine
{
    /// <summary>The longest line that counts as the start of a frame during a search for one.</summary>
    public const int LongestPlausible = 64;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    private static ReadOnlySpan<byte> ContentLength => "Content-Length"u8;

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    /// <summary>Reads one line, given without its LF.</summary>
    public static HeaderLineKind Read(ReadOnlySpan<byte> line, out long length)
    {
        length = 0;
        line = line.TrimEnd(Blanks);
        if (line.IsEmpty)
        {
            return HeaderLineKind.Blank;
        }

        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? default : line[..colon].TrimEnd(Blanks);
        if (name.IsEmpty || name.ContainsAnyExcept(NameBytes))
        {
            return HeaderLineKind.Garbage;
        }

        if (!Ascii.EqualsIgnoreCase(name, ContentLength))
        {
            return HeaderLineKind.Other;
        }

        return TryReadLength(line[(colon + 1)..].Trim(Blanks), out length) ? HeaderLineKind.Length : HeaderLineKind.BadLength;
    }

    /// <summary>
    /// Where a <c>Content-Length: N</c> starts that ends exactly where <paramref name="text"/> does, or -1. A raw line end
    /// cannot occur inside a JSON string, so no JSON document contains one of these: it is safe to look for in a body.
    /// </summary>
    public static int PlausibleStart(ReadOnlySpan<byte> text)
    {
        int colon = text.LastIndexOf((byte)':');
        if (colon < 0 || !TryReadLength(text[(colon + 1)..].Trim(Blanks), out _))
        {
            return -1;
        }

        ReadOnlySpan<byte> name = text[..colon].TrimEnd(Blanks);
        return name.Length >= ContentLength.Length && Ascii.EqualsIgnoreCase(name[^ContentLength.Length..], ContentLength)
            ? name.Length - ContentLength.Length
            : -1;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> digits, out long length)
    {
        length = 0;
        return !digits.IsEmpty
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(digits, out length, out int used)
            && used == digits.Length;
    }
}
