using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>
/// Scores as bytes for other gateways. The models are not in it: the key that the scores are stored under stands for them and their order.
/// </summary>
/// <remarks>
/// Version 1, little-endian: byte 1; byte 1 if the classifier gave them; u16 count; for each score its value (float64) and a byte that is 0
/// or 1 + the source of its strength, then the strength's figure (float64); then the scorer's words, UTF-8, to the end.
/// </remarks>
internal static class ScoresCode
{
    private const byte Version = 1;
    private const int Head = 4;

    /// <summary>The bytes; null if other gateways could not read them.</summary>
    /// <param name="scoring">The scores.</param>
    /// <param name="models">The models that were scored.</param>
    public static byte[]? Write(Scoring scoring, ImmutableArray<ModelSlug> models)
    {
        var scores = scoring.Sheet.Scores;
        if (scores.Length != models.Length || scores.Length > ushort.MaxValue)
        {
            return null;
        }

        var because = scoring.Sheet.Because ?? "";
        var buffer = new byte[Head + (scores.Length * 17) + Encoding.UTF8.GetMaxByteCount(because.Length)];
        buffer[0] = Version;
        buffer[1] = scoring.ByClassifier ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(2), (ushort)scores.Length);
        var at = Head;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i].Slug != models[i])
            {
                return null;
            }

            BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(at), scores[i].Value);
            at += sizeof(double);
            buffer[at++] = scores[i].Strength is { } rests ? (byte)(1 + (int)rests.Source) : (byte)0;
            if (scores[i].Strength is { } strength)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(at), strength.Value);
                at += sizeof(double);
            }
        }

        at += Encoding.UTF8.GetBytes(because, buffer.AsSpan(at));
        return buffer.AsSpan(0, at).ToArray();
    }

    /// <summary>The scores; null if the bytes are of another version, or not of these models.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="models">The models that were scored.</param>
    public static Scoring? Read(ReadOnlySpan<byte> bytes, ImmutableArray<ModelSlug> models)
    {
        if (bytes.Length < Head || bytes[0] != Version || BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) != models.Length)
        {
            return null;
        }

        var byClassifier = bytes[1] == 1;
        var rest = bytes[Head..];
        var scores = ImmutableArray.CreateBuilder<Score>(models.Length);
        foreach (var model in models)
        {
            if (ReadScore(ref rest, model) is not { } score)
            {
                return null;
            }

            scores.Add(score);
        }

        return new(new(scores.MoveToImmutable(), rest.IsEmpty ? null : Encoding.UTF8.GetString(rest)), byClassifier);
    }

    /// <summary>The same with the models' slugs before them: u16 length, then the slugs, UTF-8, a line each.</summary>
    /// <param name="scoring">The scores.</param>
    /// <returns>The bytes; null if other gateways could not read them.</returns>
    public static byte[]? WriteNamed(Scoring scoring)
    {
        var names = Encoding.UTF8.GetBytes(string.Join('\n', scoring.Sheet.Scores.Select(score => score.Slug.Value)));
        if (names.Length > ushort.MaxValue || Write(scoring, [.. scoring.Sheet.Scores.Select(score => score.Slug)]) is not { } scores)
        {
            return null;
        }

        var head = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)names.Length);
        return [.. head, .. names, .. scores];
    }

    /// <summary>The scores of bytes that name their models; null if the bytes are of another version.</summary>
    /// <param name="bytes">The bytes.</param>
    public static Scoring? ReadNamed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ushort))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        if (bytes.Length < sizeof(ushort) + length)
        {
            return null;
        }

        var names = Encoding.UTF8.GetString(bytes.Slice(sizeof(ushort), length)).Split('\n');
        return Read(bytes[(sizeof(ushort) + length)..], [.. names.Select(name => new ModelSlug(name))]);
    }

    private static Score? ReadScore(ref ReadOnlySpan<byte> rest, ModelSlug slug)
    {
        if (rest.Length < sizeof(double) + 1)
        {
            return null;
        }

        var value = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        var source = rest[sizeof(double)];
        rest = rest[(sizeof(double) + 1)..];
        if (source == 0)
        {
            return Is01(value) ? new(slug, value) : null;
        }

        if (rest.Length < sizeof(double))
        {
            return null;
        }

        var strength = BinaryPrimitives.ReadDoubleLittleEndian(rest);
        rest = rest[sizeof(double)..];
        return Is01(value) && Enum.IsDefined((StrengthSource)(source - 1))
            ? new(slug, value, new ModelStrength(strength, (StrengthSource)(source - 1)))
            : null;
    }

    private static bool Is01(double value) => value is >= 0 and <= 1;
}
