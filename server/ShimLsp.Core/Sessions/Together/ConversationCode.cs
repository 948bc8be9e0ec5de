using System.Buffers.Binary;
using System.Text;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>What is remembered of a conversation as bytes for other gateways. It has no text of it.</summary>
/// <remarks>
/// Version 1, little-endian: byte 1; u32 turns of the raise; u16 length of the model's slug, the slug, UTF-8; then nothing, or the key of
/// the task that is open (32 bytes) and its scores, each with its slug, since the reader does not know which models were scored.
/// </remarks>
internal static class ConversationCode
{
    /// <summary>The largest that is shared, in bytes. A larger one goes without the scores of its task.</summary>
    public const int MostBytes = 384;

    private const byte Version = 1;
    private const int Head = 7;

    /// <summary>The bytes.</summary>
    /// <param name="memory">What is remembered.</param>
    public static byte[] Write(ConversationMemory memory)
    {
        var slug = Encoding.UTF8.GetBytes(memory.Model.Value);
        var head = new byte[Head + slug.Length];
        head[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), memory.RaisedAt);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(5), (ushort)slug.Length);
        slug.CopyTo(head, Head);
        return
            memory.Task is { } task
            && ScoresCode.WriteNamed(task.Scoring) is { } scores
            && head.Length + RouteKey.Size + scores.Length <= MostBytes
            ? [.. head, .. task.Key.ToBytes(), .. scores]
            : head;
    }

    /// <summary>What is remembered; null if the bytes are of another version.</summary>
    /// <param name="bytes">The bytes.</param>
    public static ConversationMemory? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Head || bytes[0] != Version)
        {
            return null;
        }

        var raisedAt = BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[5..]);
        if (bytes.Length < Head + length)
        {
            return null;
        }

        var slug = new ModelSlug(Encoding.UTF8.GetString(bytes.Slice(Head, length)));
        var rest = bytes[(Head + length)..];
        var task =
            rest.Length > RouteKey.Size && ScoresCode.ReadNamed(rest[RouteKey.Size..]) is { } scoring
                ? new ScoredTask(RouteKey.FromBytes(rest[..RouteKey.Size]), scoring)
                : null;
        return new(slug, task) { RaisedAt = raisedAt };
    }
}
