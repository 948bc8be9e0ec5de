using System.Runtime.InteropServices;
using System.Text.Json;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>Changes values of a JSON text and leaves every other byte as it is.</summary>
internal static class JsonBytes
{
    /// <summary>Replaces one value.</summary>
    /// <param name="text">The text, or more than it.</param>
    /// <param name="value">A value that was parsed from these very bytes; from others, nothing is replaced.</param>
    /// <param name="by">The new value as JSON.</param>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> text, JsonElement value, ReadOnlySpan<byte> by)
    {
        var old = JsonMarshal.GetRawUtf8Value(value);
        if (!text.Span.Overlaps(old, out var start))
        {
            return text;
        }

        var changed = new byte[text.Length - old.Length + by.Length];
        text.Span[..start].CopyTo(changed);
        by.CopyTo(changed.AsSpan(start));
        text.Span[(start + old.Length)..].CopyTo(changed.AsSpan(start + by.Length));
        return changed;
    }
}
