using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;
using StackExchange.Redis;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>What one session shares, in Redis.</summary>
internal sealed class RedisSession : ISharedSession
{
    /// <summary>The most scores that are kept, whatever they weigh.</summary>
    public const int MostScores = 256;

    /// <summary>The most conversations that are kept.</summary>
    public const int MostConversations = 32;

    /// <summary>The most models whose health is kept.</summary>
    public const int MostModels = 32;

    // What one field of a hash takes in Redis beside its value, and what all scores of a session may take.
    private const int FieldBytes = 112;
    private const int MostScoreBytes = 28 * 1024;

    private const long StateLife = 7 * 86_400_000L;
    private const long Life = 86_400_000L;

    private readonly RedisLink link;
    private readonly SharedNames names;
    private readonly RedisKey[] all;
    private readonly RedisKey[] ofConversations;
    private readonly RedisKey[] ofHealth;

    /// <summary>Shares.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="names">The names of the keys.</param>
    public RedisSession(RedisLink link, SharedNames names)
    {
        (this.link, this.names) = (link, names);
        all = [names.Session + ":g", names.Session + ":s", names.Session + ":a", names.Session + ":h"];
        ofConversations = [all[0], all[2]];
        ofHealth = [all[0], all[3]];
    }

    /// <inheritdoc/>
    public async ValueTask<SharedState?> ReadAsync(SharedQuestion question)
    {
        var result = await link.RunAsync(
                RedisScripts.Read,
                all,
                [
                    question.Key is { } key ? names.Field(key) : RedisValue.EmptyString,
                    question.Conversation is { } conversation ? names.Field(conversation) : RedisValue.EmptyString,
                    question.HealthVersion,
                    StateLife,
                ]
            )
            .ConfigureAwait(false);
        return result is { Length: 8 } ? StateOf(result) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<SharedTold?> TellAsync(SharedChange change)
    {
        var result = await link.RunAsync(
                RedisScripts.Tell,
                all,
                [
                    change.AtLeast,
                    change.Choice ?? "",
                    change.Age is { } age ? (long)age.TotalMilliseconds : RedisValue.EmptyString,
                    change.RenewsHealth ? 1 : 0,
                    StateLife,
                    change.ChoiceTime ?? RedisValue.EmptyString,
                ]
            )
            .ConfigureAwait(false);
        return result is { Length: 4 } ? new((long)result[0], (long)result[1], (long)result[2], (int)result[3] == 1) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<SharedLease?> LeaseAsync(UInt128 key, long generation, TimeSpan life)
    {
        var field = names.Field(key);
        var result = await link.RunAsync(
                RedisScripts.Lease,
                [all[0], all[1], names.Lease(field)],
                [generation, field, (long)life.TotalMilliseconds, StateLife]
            )
            .ConfigureAwait(false);
        return result is null
            ? null
            : (int)result[0] switch
            {
                2 => new SharedLease.Scored((byte[])result[1]!),
                1 => new SharedLease.Granted((long)result[1]),
                0 => new SharedLease.Held(TimeSpan.FromMilliseconds((long)result[1])),
                _ => new SharedLease.Passed(),
            };
    }

    /// <inheritdoc/>
    public void Store(UInt128 key, long generation, long token, byte[] scores)
    {
        var field = names.Field(key);
        var most = Math.Clamp(MostScoreBytes / (FieldBytes + scores.Length), 1, MostScores);
        link.Post(RedisScripts.Store, [all[0], all[1], names.Lease(field)], [generation, field, scores, token, most, Life]);
    }

    /// <inheritdoc/>
    public void Release(UInt128 key, long token) => link.Post(RedisScripts.Release, [names.Lease(names.Field(key))], [token]);

    /// <inheritdoc/>
    public void Note(UInt128 conversation, long generation, byte[] memory) =>
        link.Post(RedisScripts.Note, ofConversations, [generation, names.Field(conversation), memory, MostConversations, Life]);

    /// <inheritdoc/>
    public async ValueTask<long?> TellHealthAsync(ModelSlug model, byte[]? record)
    {
        var result = await link.RunAsync(
                RedisScripts.Health,
                ofHealth,
                [model.Value, record ?? RedisValue.EmptyString, MostModels, Life, StateLife]
            )
            .ConfigureAwait(false);
        return (long?)result;
    }

    /// <inheritdoc/>
    public IDisposable Follow(Action joined) => link.Follow(joined);

    private static SharedState StateOf(RedisResult result)
    {
        var now = (long)result[0];
        return new((long?)result[1] ?? 0, (string?)result[2], (long?)result[3] ?? 0)
        {
            ChoiceTime = (long?)result[7] ?? 0,
            Scores = (byte[]?)result[4],
            Conversation = (byte[]?)result[5],
            Health = result[6].IsNull ? default : HealthOf(result[6], now),
        };
    }

    private static ImmutableArray<SharedHealth> HealthOf(RedisResult pairs, long now)
    {
        var known = ImmutableArray.CreateBuilder<SharedHealth>(pairs.Length / 2);
        for (var at = 0; at + 1 < pairs.Length; at += 2)
        {
            var value = (byte[])pairs[at + 1]!;
            var end = Array.IndexOf(value, (byte)';');
            if (end > 0 && long.TryParse(value.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var told))
            {
                known.Add(new((string)pairs[at]!, value[(end + 1)..], TimeSpan.FromMilliseconds(Math.Max(0, now - told))));
            }
        }

        return known.DrainToImmutable();
    }
}
