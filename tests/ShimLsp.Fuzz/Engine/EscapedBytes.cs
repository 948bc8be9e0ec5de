using System.Globalization;
using System.Text;

namespace ShimLsp.Fuzz.Engine;

/// <summary>Bytes as one line of printable ASCII, as C writes them: a corpus that a person can read, diff and write by hand.</summary>
internal static class EscapedBytes
{
    /// <summary>
    /// Writes the bytes. The line starts with no <c>#</c>, which makes a comment, and ends with no blank, which editors take away.
    /// </summary>
    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var line = new StringBuilder(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            var value = bytes[at];
            _ = value switch
            {
                (byte)'#' when at == 0 => line.Append(@"\x23"),
                (byte)' ' when at == bytes.Length - 1 => line.Append(@"\x20"),
                (byte)'\\' => line.Append(@"\\"),
                (byte)'\n' => line.Append(@"\n"),
                (byte)'\r' => line.Append(@"\r"),
                (byte)'\t' => line.Append(@"\t"),
                >= 0x20 and < 0x7F => line.Append((char)value),
                _ => line.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            };
        }

        return line.ToString();
    }

    /// <summary>Reads a line. A character beyond ASCII stands for its bytes in UTF-8.</summary>
    /// <exception cref="FormatException">A backslash is followed by nothing that is known.</exception>
    public static byte[] Read(string line)
    {
        var bytes = new List<byte>(line.Length);
        var raw = Encoding.UTF8.GetBytes(line);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                bytes.Add(raw[at]);
                continue;
            }

            at++;
            switch (at < raw.Length ? (char)raw[at] : '\0')
            {
                case '\\':
                    bytes.Add((byte)'\\');
                    break;
                case 'n':
                    bytes.Add((byte)'\n');
                    break;
                case 'r':
                    bytes.Add((byte)'\r');
                    break;
                case 't':
                    bytes.Add((byte)'\t');
                    break;
                case 'x' when at + 2 < raw.Length:
                    bytes.Add(byte.Parse(raw.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    at += 2;
                    break;
                default:
                    throw new FormatException($"A backslash at byte {at - 1} starts no escape.");
            }
        }

        return [.. bytes];
    }
}
