using System.Buffers;
using System.Text;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Finish reasons. Servers of this shape use more of them than OpenAI, and OpenAI's client library treats a reply with an unknown one as
/// broken.
/// </summary>
internal static class FinishReasons
{
    private static readonly SearchValues<byte> Word = SearchValues.Create(
        "_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8
    );
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\r\n"u8);

    /// <summary>Writes <c>stop</c> for reasons that OpenAI does not have.</summary>
    /// <param name="json">One or more JSON texts.</param>
    /// <param name="own">The last reason of the provider's own; null if there is none, or it is not a plain word.</param>
    /// <returns>What to read in place of <paramref name="json"/>; null if that is well as it is.</returns>
    public static byte[]? Mend(ReadOnlySpan<byte> json, out string? own)
    {
        own = null;
        var field = "\"finish_reason\""u8;
        ArrayBufferWriter<byte>? mended = null;
        var copied = 0;
        for (var from = 0; json[from..].IndexOf(field) is >= 0 and var found; )
        {
            from += found + field.Length;
            if (ValueAt(json, from) is not (var start, var length) || IsOpenAis(json.Slice(start, length)))
            {
                continue;
            }

            mended ??= new(json.Length + 16);
            mended.Write(json[copied..(start - 1)]);
            mended.Write(length == 0 ? "null"u8 : "\"stop\""u8);
            var value = json.Slice(start, length);
            own = length is > 0 and <= 40 && !value.ContainsAnyExcept(Word) ? Encoding.ASCII.GetString(value) : null;
            copied = from = start + length + 1;
        }

        mended?.Write(json[copied..]);
        return mended?.WrittenSpan.ToArray();
    }

    private static bool IsOpenAis(ReadOnlySpan<byte> reason) =>
        reason.SequenceEqual("stop"u8)
        || reason.SequenceEqual("length"u8)
        || reason.SequenceEqual("tool_calls"u8)
        || reason.SequenceEqual("content_filter"u8)
        || reason.SequenceEqual("function_call"u8);

    /// <summary>The string value of a field, without its quotes; null if the value is not a string.</summary>
    private static (int Start, int Length)? ValueAt(ReadOnlySpan<byte> json, int at)
    {
        at = Skip(json, at);
        if (at == json.Length || json[at] != ':')
        {
            return null;
        }

        at = Skip(json, at + 1);
        if (at == json.Length || json[at] != '"')
        {
            return null;
        }

        var length = json[(at + 1)..].IndexOf((byte)'"');
        return length < 0 ? null : (at + 1, length);
    }

    private static int Skip(ReadOnlySpan<byte> json, int at)
    {
        var left = json[at..].IndexOfAnyExcept(White);
        return left < 0 ? json.Length : at + left;
    }
}
