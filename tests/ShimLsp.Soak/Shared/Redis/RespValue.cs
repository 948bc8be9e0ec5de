using System.Collections.Immutable;
using System.Text;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>An answer of Redis.</summary>
/// <param name="Bytes">A string; null for anything else and for none.</param>
/// <param name="Number">A number; 0 for anything else.</param>
/// <param name="Items">The items of an array; empty for anything else.</param>
/// <param name="Error">What is wrong; null for an answer.</param>
internal sealed record RespValue(byte[]? Bytes, long Number, ImmutableArray<RespValue> Items, string? Error)
{
    /// <summary>The string as text; empty for none.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes ?? []);
}
