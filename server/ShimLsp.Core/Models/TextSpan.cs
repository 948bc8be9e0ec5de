namespace ShimLsp.Core.Models;

/// <summary>A piece of a text, in bytes of UTF-8, without a byte order mark.</summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="End">The offset after its last byte.</param>
public readonly record struct TextSpan(int Start, int End);
