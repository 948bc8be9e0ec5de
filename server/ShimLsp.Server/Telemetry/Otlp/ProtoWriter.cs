using System.Buffers.Binary;
using System.Text;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Writes protobuf's wire format: what OTLP needs of it. Not thread-safe.</summary>
internal sealed class ProtoWriter
{
    private const int LengthBytes = 4;

    private byte[] buffer = new byte[4096];
    private int at;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, at);

    /// <summary>A varint: of <c>uint32</c>, <c>int64</c>, <c>bool</c> and enumerations.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Varint(int field, long value)
    {
        Tag(field, wire: 0);
        Raw((ulong)value);
    }

    /// <summary>A <c>fixed64</c> or <c>sfixed64</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Fixed64(int field, long value)
    {
        Tag(field, wire: 1);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
    }

    /// <summary>A <c>fixed32</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Fixed32(int field, uint value)
    {
        Tag(field, wire: 5);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
    }

    /// <summary>A <c>double</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A <c>string</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Text(int field, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Tag(field, wire: 2);
        Raw((ulong)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>A <c>bytes</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, wire: 2);
        Raw((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>A packed list of <c>fixed64</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="values">The values.</param>
    public void PackedFixed64(int field, ReadOnlySpan<long> values)
    {
        Tag(field, wire: 2);
        Raw((ulong)values.Length * 8);
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        }
    }

    /// <summary>A packed list of <c>double</c>.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="values">The values.</param>
    public void PackedDoubles(int field, ReadOnlySpan<double> values)
    {
        Tag(field, wire: 2);
        Raw((ulong)values.Length * 8);
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);
        }
    }

    /// <summary>Begins a message in a field. What follows belongs to it.</summary>
    /// <param name="field">The field's number.</param>
    /// <returns>What <see cref="End"/> wants.</returns>
    public int Begin(int field)
    {
        Tag(field, wire: 2);
        _ = Take(LengthBytes);
        return at;
    }

    /// <summary>Ends a message.</summary>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    public void End(int begun)
    {
        // The length is not known before. A varint may be longer than it has to be, so it always has the same room.
        var length = at - begun;
        var room = buffer.AsSpan(begun - LengthBytes, LengthBytes);
        for (var index = 0; index < LengthBytes; index++)
        {
            room[index] = (byte)((length >> (7 * index) & 0x7F) | (index < LengthBytes - 1 ? 0x80 : 0));
        }
    }

    private void Tag(int field, int wire) => Raw((ulong)((field << 3) | wire));

    private void Raw(ulong value)
    {
        while (value >= 0x80)
        {
            Take(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Take(1)[0] = (byte)value;
    }

    private Span<byte> Take(int count)
    {
        if (at + count > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + count));
        }

        at += count;
        return buffer.AsSpan(at - count, count);
    }
}
