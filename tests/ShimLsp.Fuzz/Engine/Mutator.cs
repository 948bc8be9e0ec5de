using System.Text;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Engine;

/// <summary>Makes new inputs from old ones: by byte, by word of the grammar, and by value if the text is JSON.</summary>
/// <param name="random">What chooses; the same seed makes the same inputs.</param>
/// <param name="grammar">The words.</param>
/// <param name="longest">The longest input to make, in bytes.</param>
internal sealed class Mutator(Random random, Grammar grammar, int longest)
{
    private static readonly byte[] Interesting =
    [
        0,
        1,
        9,
        10,
        13,
        32,
        34,
        39,
        44,
        47,
        48,
        57,
        58,
        91,
        92,
        93,
        123,
        125,
        127,
        128,
        192,
        224,
        237,
        240,
        255,
    ];

    /// <summary>Makes an input.</summary>
    /// <param name="input">What to start from.</param>
    /// <param name="other">Another input, to take pieces of.</param>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var made = input;
        for (var left = 1 << random.Next(4); left > 0; left--)
        {
            made = random.Next(3) == 0 ? MutateValue(made, other) : MutateBytes(made, other);
        }

        return made.Length <= longest ? made : made[..longest];
    }

    /// <summary>Repeats a piece of an input up to the longest allowed length. This reveals code that is not linear.</summary>
    /// <param name="input">What to start from.</param>
    /// <param name="length">About how long to make it, in bytes.</param>
    public byte[] BlowUp(byte[] input, int length)
    {
        var places = JsonPlaces.Of(input);
        var piece = places.Count > 0 && random.Next(3) > 0 ? places[random.Next(places.Count)] : Piece(input.Length);
        var (from, size) = piece.GetOffsetAndLength(input.Length);
        if (size == 0)
        {
            return input;
        }

        var separator = random.Next(2) == 0 ? ","u8.ToArray() : [];
        var times = Math.Max(1, (length - input.Length) / (size + separator.Length));
        var grown = new MemoryStream();
        grown.Write(input.AsSpan(0, from));
        for (var left = times; left > 0; left--)
        {
            grown.Write(input.AsSpan(from, size));
            grown.Write(separator);
        }

        grown.Write(input.AsSpan(from));
        return grown.ToArray();
    }

    private byte[] MutateBytes(byte[] input, byte[] other)
    {
        var at = random.Next(input.Length + 1);
        switch (random.Next(9))
        {
            case 0:
                return Replace(input, at..Math.Min(input.Length, at + 1), [Interesting[random.Next(Interesting.Length)]]);
            case 1:
                return Replace(input, at..Math.Min(input.Length, at + 1), [(byte)random.Next(256)]);
            case 2:
                return Replace(input, at..at, [Interesting[random.Next(Interesting.Length)]]);
            case 3:
                return Replace(input, Piece(input.Length), []);
            case 4:
                return Replace(input, at..at, input[Piece(input.Length)]);
            case 5:
                return Replace(input, Piece(input.Length), other[Piece(other.Length)]);
            case 6:
                return [.. input[..at], .. other[random.Next(other.Length + 1)..]];
            case 7 when input.Length > 0:
                var flipped = (byte[])input.Clone();
                flipped[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            default:
                return Replace(input, at..at, grammar.Tokens[random.Next(grammar.Tokens.Length)]);
        }
    }

    private byte[] MutateValue(byte[] input, byte[] other)
    {
        var places = JsonPlaces.Of(input);
        if (places.Count == 0)
        {
            return MutateBytes(input, other);
        }

        var place = places[random.Next(places.Count)];
        var value = input[place];
        switch (random.Next(7))
        {
            case 0:
                return Replace(input, place, Fresh());
            case 1:
                return Replace(input, place, [.. value, (byte)',', .. random.Next(2) == 0 ? value : Fresh()]);
            case 2:
                return Replace(input, place, [(byte)'[', .. value, (byte)']']);
            case 3:
                return Replace(input, place, input[places[random.Next(places.Count)]]);
            case 4 when JsonPlaces.Of(other) is { Count: > 0 } others:
                return Replace(input, place, other[others[random.Next(others.Count)]]);
            case 5 when value[0] == '"':
                var text = value.AsSpan(1, value.Length - 2);
                var inside = random.Next(text.Length + 1);
                return Replace(
                    input,
                    place,
                    [(byte)'"', .. text[..inside], .. grammar.Tokens[random.Next(grammar.Tokens.Length)], .. text[inside..], (byte)'"']
                );
            default:
                return Replace(input, place, []);
        }
    }

    private byte[] Fresh()
    {
        var names = grammar.Names.Keys.Order(StringComparer.Ordinal).ToList();
        return Encoding.UTF8.GetBytes(grammar.Value(random, names[random.Next(names.Count)], depth: 3));
    }

    // Short pieces more often than long ones.
    private Range Piece(int length)
    {
        var size = Math.Min(length, 1 << random.Next(9));
        var from = random.Next(length - size + 1);
        return from..(from + (size == 0 ? 0 : 1 + random.Next(size)));
    }

    private static byte[] Replace(byte[] input, Range place, ReadOnlySpan<byte> by)
    {
        var (from, size) = place.GetOffsetAndLength(input.Length);
        return [.. input.AsSpan(0, from), .. by, .. input.AsSpan(from + size)];
    }
}
