using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Caching;

/// <summary>
/// The key of a cached answer: SHA-256 over everything that the scores depend on, in an encoding with a version and length prefixes. It is
/// the same on every machine and at every start; <c>docs/routing.md</c> publishes vectors.
/// </summary>
/// <remarks>
/// Version 1, all integers little-endian, every text UTF-8 with its length in bytes before it (lone surrogates as U+FFFD, no Unicode
/// normalisation): byte 1; text u32 + bytes; images, tools as one byte each; u32 count of slugs, each u32 + bytes, in the catalog's
/// order; scorer's identity u32 + bytes; the catalog's fingerprint, 32 bytes.
/// </remarks>
public sealed class RouteKey : IEquatable<RouteKey>
{
    /// <summary>The encoding's version, its first byte.</summary>
    public const byte Version = 1;

    /// <summary>The length of the hash in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    private RouteKey(ReadOnlySpan<byte> hash)
    {
        a = BinaryPrimitives.ReadUInt64BigEndian(hash);
        b = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>Derives the key of a request.</summary>
    /// <param name="signal">The signal of the request. Its text is trimmed.</param>
    /// <param name="eligible">The models eligible by the request, in the catalog's order.</param>
    /// <param name="scorer">The identity of the scorer in force.</param>
    /// <param name="fingerprint">The catalog's fingerprint.</param>
    public static RouteKey Of(TaskSignal signal, ImmutableArray<ModelSpec> eligible, string scorer, ReadOnlySpan<byte> fingerprint)
    {
        var size =
            1
            + MaxSize(signal.Text)
            + 2
            + sizeof(uint)
            + eligible.Sum(static model => MaxSize(model.Slug.Value))
            + MaxSize(scorer)
            + fingerprint.Length;
        var buffer = ByteArrays.Rent(size);
        var writer = new Encoder(buffer);
        try
        {
            writer.Byte(Version);
            writer.Text(signal.Text);
            writer.Byte(signal.HasImages ? (byte)1 : (byte)0);
            writer.Byte(signal.HasTools ? (byte)1 : (byte)0);
            writer.Count(eligible.Length);
            foreach (var model in eligible)
            {
                writer.Text(model.Slug.Value);
            }

            writer.Text(scorer);
            writer.Bytes(fingerprint);

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(writer.Written, hash);
            return new RouteKey(hash);
        }
        finally
        {
            buffer.AsSpan(0, writer.Length).Clear(); // it held the task's text
            ByteArrays.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public bool Equals(RouteKey? other) => other is not null && a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RouteKey);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)a; // any 32 bits of a SHA-256 are as good as all

    /// <summary>The first half of the hash.</summary>
    public UInt128 Half => new(a, b);

    /// <summary>The key with that hash.</summary>
    /// <param name="hash">The hash.</param>
    public static RouteKey FromBytes(ReadOnlySpan<byte> hash) => new(hash);

    /// <summary>The hash.</summary>
    public byte[] ToBytes()
    {
        var hash = new byte[Size];
        Write(hash);
        return hash;
    }

    /// <summary>The hash in lower-case hex.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[Size];
        Write(hash);
        return Convert.ToHexStringLower(hash);
    }

    private void Write(Span<byte> hash)
    {
        BinaryPrimitives.WriteUInt64BigEndian(hash, a);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(hash[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(hash[24..], d);
    }

    private static int MaxSize(string text) => sizeof(uint) + Encoding.UTF8.GetMaxByteCount(text.Length);

    private ref struct Encoder(Span<byte> buffer)
    {
        private readonly Span<byte> buffer = buffer;
        private int position;

        public readonly int Length => position;

        public readonly ReadOnlySpan<byte> Written => buffer[..position];

        public void Byte(byte value) => buffer[position++] = value;

        public void Count(int value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[position..], (uint)value);
            position += sizeof(uint);
        }

        public void Text(string text)
        {
            // Encoding.UTF8 replaces a lone surrogate with U+FFFD.
            var length = Encoding.UTF8.GetBytes(text, buffer[(position + sizeof(uint))..]);
            Count(length);
            position += length;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(buffer[position..]);
            position += bytes.Length;
        }
    }
}
