using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions;

/// <summary>What a session remembers of a conversation. It has no text of it.</summary>
/// <param name="Model">The model that it is with.</param>
/// <param name="Task">The key and the scores of the task that is open; null if only one model could take it.</param>
internal sealed record ConversationMemory(ModelSlug Model, ScoredTask? Task)
{
    /// <summary>How many turns the request had that a stronger model was taken for; 0 for none.</summary>
    public int RaisedAt { get; init; }
}

/// <summary>A task that was scored.</summary>
/// <param name="Key">Its key in the cache.</param>
/// <param name="Scoring">Its scores.</param>
internal sealed record ScoredTask(RouteKey Key, Scoring Scoring);

/// <summary>
/// What each conversation is with: the <see cref="Capacity"/> most recently used, in one generation. It keeps a hash of a conversation's
/// id and never the id, which clients make of anything, a first message included. Thread-safe.
/// </summary>
/// <param name="generation">Its first generation.</param>
/// <param name="clock">The session's clock.</param>
internal sealed class Conversations(long generation, TimeProvider clock) : IDisposable
{
    /// <summary>The most conversations that a session remembers.</summary>
    public const int Capacity = 256;

    // The scores are mostly those of the cache, held a second time only after it dropped them.
    private const long MostScoreBytes = 8 * 1024 * 1024;

    private readonly LruMap<UInt128, ConversationMemory> memories = new(
        new LruBounds(Capacity, MostBytes: MostScoreBytes),
        generation,
        clock
    );

    /// <summary>
    /// What is remembered of a conversation; null if it is new, forgotten, or of another generation. Noting a conversation counts as use,
    /// asking does not.
    /// </summary>
    public ConversationMemory? Find(string id, long asOf) => memories.TryPeek(KeyOf(id), asOf, out var memory) ? memory : null;

    /// <summary>Notes what the conversation is with from now on; nothing if the generation has passed.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="model">The model.</param>
    /// <param name="task">The task; null for the one before.</param>
    /// <param name="raisedAt">How many turns the request has if a stronger model was taken for it; 0 for as before.</param>
    /// <param name="asOf">The caller's generation.</param>
    /// <returns>What is remembered of it now.</returns>
    public ConversationMemory Note(string id, ModelSlug model, ScoredTask? task, int raisedAt, long asOf)
    {
        var before = Find(id, asOf);
        task ??= before?.Task;
        var memory = new ConversationMemory(model, task) { RaisedAt = raisedAt == 0 ? before?.RaisedAt ?? 0 : raisedAt };
        memories.Store(KeyOf(id), memory, asOf, task?.Scoring.Sheet.Bytes ?? 0);
        return memory;
    }

    /// <summary>Takes over what another gateway remembers of a conversation; nothing if the generation has passed.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="memory">What it remembers.</param>
    /// <param name="asOf">The caller's generation.</param>
    public void Learn(string id, ConversationMemory memory, long asOf) =>
        memories.Store(KeyOf(id), memory, asOf, memory.Task?.Scoring.Sheet.Bytes ?? 0);

    /// <summary>Forgets all; from here on every other generation is refused.</summary>
    public void Clear(long next) => memories.Clear(next);

    /// <inheritdoc/>
    public void Dispose() => memories.Dispose();

    /// <summary>The hash of a conversation's id.</summary>
    /// <param name="id">The id.</param>
    public static UInt128 KeyOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
