using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace ShimLsp.Mock;

/// <summary>A body that is not of the provider's shape.</summary>
public sealed record MockBody
{
    private MockBody() { }

    /// <summary>The Content-Type header.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The bytes; default for as many x.</summary>
    public ImmutableArray<byte> Bytes { get; init; }

    /// <summary>Bytes as they are.</summary>
    /// <param name="contentType">Their type.</param>
    /// <param name="bytes">The bytes.</param>
    public static MockBody Of(string contentType, ImmutableArray<byte> bytes) =>
        new()
        {
            ContentType = contentType,
            Length = bytes.Length,
            Bytes = bytes,
        };

    /// <summary>Text as UTF-8.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="text">The text.</param>
    public static MockBody Of(string contentType, string text) =>
        Of(contentType, ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes(text)));

    /// <summary>The letter x, again and again; it takes no memory.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="mebibytes">How long it is.</param>
    public static MockBody Huge(string contentType, int mebibytes) =>
        new() { ContentType = contentType, Length = mebibytes * 1024L * 1024L };
}
