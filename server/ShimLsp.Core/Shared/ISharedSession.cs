using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Shared;

/// <summary>
/// What a session shares with the sessions of the same tenant and workspace in other gateways. A port: sessions call it, the composition
/// root implements it. It takes and gives hashes, numbers and models' names, never a text or a key. Every answer comes within a few
/// milliseconds; null means that nothing is shared at present, so that the caller goes on alone. Nothing throws. Thread-safe. What one
/// caller tells takes effect before what it asks later.
/// </summary>
public interface ISharedSession
{
    /// <summary>Reads in one round trip what a decision depends on.</summary>
    /// <param name="question">What is asked.</param>
    ValueTask<SharedState?> ReadAsync(SharedQuestion question);

    /// <summary>Begins a generation for all: scores and conversations of the one before are gone.</summary>
    /// <param name="change">What changed.</param>
    ValueTask<SharedTold?> TellAsync(SharedChange change);

    /// <summary>Asks for the right to score a task for all.</summary>
    /// <param name="key">The task's key.</param>
    /// <param name="generation">The caller's generation.</param>
    /// <param name="life">The lease ends by itself after this time.</param>
    ValueTask<SharedLease?> LeaseAsync(UInt128 key, long generation, TimeSpan life);

    /// <summary>
    /// Stores scores and ends the lease. Nothing is stored if the lease is no longer the caller's, or the generation has passed.
    /// </summary>
    /// <param name="key">The task's key.</param>
    /// <param name="generation">The generation that the scores are of.</param>
    /// <param name="token">The token of the lease.</param>
    /// <param name="scores">The scores.</param>
    void Store(UInt128 key, long generation, long token, byte[] scores);

    /// <summary>Ends a lease without scores.</summary>
    /// <param name="key">The task's key.</param>
    /// <param name="token">The token of the lease.</param>
    void Release(UInt128 key, long token);

    /// <summary>Notes what a conversation is with; nothing if the generation has passed.</summary>
    /// <param name="conversation">A hash of its id.</param>
    /// <param name="generation">The caller's generation.</param>
    /// <param name="memory">What is remembered of it.</param>
    void Note(UInt128 conversation, long generation, byte[] memory);

    /// <summary>Tells what is known of a model's health.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">Its record; null if all is well.</param>
    /// <returns>The version that this made.</returns>
    ValueTask<long?> TellHealthAsync(ModelSlug model, byte[]? record);

    /// <summary>Has a callback called when sharing begins again, so that what was not told is told.</summary>
    /// <param name="joined">The callback. It must not wait.</param>
    /// <returns>Ends it.</returns>
    IDisposable Follow(Action joined);
}

/// <summary>What a route asks for.</summary>
/// <param name="Key">The key of the task's scores; null if none are wanted.</param>
/// <param name="Conversation">A hash of the conversation's id; null for none.</param>
/// <param name="HealthVersion">The version of health that the caller has.</param>
public readonly record struct SharedQuestion(UInt128? Key, UInt128? Conversation, long HealthVersion);

/// <summary>What is shared, all of one moment.</summary>
/// <param name="Generation">The generation; 0 if nobody has begun one.</param>
/// <param name="Choice">The slug that was chosen last; null if none was.</param>
/// <param name="HealthVersion">The version of health.</param>
public sealed record SharedState(long Generation, string? Choice, long HealthVersion)
{
    /// <summary>When the choice was made, by the store's clock; 0 if that is not known.</summary>
    public long ChoiceTime { get; init; }

    /// <summary>The scores under the key; null if there are none.</summary>
    public byte[]? Scores { get; init; }

    /// <summary>What is remembered of the conversation; null for nothing.</summary>
    public byte[]? Conversation { get; init; }

    /// <summary>What is known of every model's health; default if the caller has that version.</summary>
    public ImmutableArray<SharedHealth> Health { get; init; }
}

/// <summary>What is known of a model's health.</summary>
/// <param name="Model">The model's slug.</param>
/// <param name="Record">Its record.</param>
/// <param name="Age">How long ago it was told, by the store's clock.</param>
public sealed record SharedHealth(string Model, byte[] Record, TimeSpan Age);

/// <summary>A change that begins a generation.</summary>
/// <param name="AtLeast">The generation that the caller knows: the next is above it, even if the store has lost its own.</param>
/// <param name="Choice">The slug that was chosen; null if it is not about that.</param>
/// <param name="Age">How long ago it was chosen, by the caller's clock; null if that is not known, so that any other choice wins.</param>
/// <param name="RenewsHealth">Whether every model deserves another try.</param>
public sealed record SharedChange(long AtLeast, string? Choice, TimeSpan? Age, bool RenewsHealth)
{
    /// <summary>When it was chosen, as the store has told before; null if it has not.</summary>
    public long? ChoiceTime { get; init; }
}

/// <summary>What became of a change.</summary>
/// <param name="Generation">The generation that it began. No generation comes twice, even if the store loses what it had.</param>
/// <param name="Before">The one before.</param>
/// <param name="ChoiceTime">When the choice was made that holds now, by the store's clock.</param>
/// <param name="IsChosen">Whether that is the choice that was told. If not, the store knows a newer one.</param>
public sealed record SharedTold(long Generation, long Before, long ChoiceTime, bool IsChosen);

/// <summary>The answer to a request for a lease: one of these.</summary>
public abstract record SharedLease
{
    private SharedLease() { }

    /// <summary>The caller scores, and has the lease.</summary>
    /// <param name="Token">Greater than that of every earlier lease.</param>
    public sealed record Granted(long Token) : SharedLease;

    /// <summary>Another gateway scores.</summary>
    /// <param name="Left">When its lease ends at the latest.</param>
    public sealed record Held(TimeSpan Left) : SharedLease;

    /// <summary>There are scores already.</summary>
    /// <param name="Scores">The scores.</param>
    public sealed record Scored(byte[] Scores) : SharedLease;

    /// <summary>The caller's generation has passed: it scores for itself.</summary>
    public sealed record Passed : SharedLease;
}
