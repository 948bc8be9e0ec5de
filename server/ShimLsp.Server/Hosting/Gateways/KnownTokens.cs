using System.Collections.Frozen;
using ShimLsp.Server.Gateway;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>A token that a running gateway knows, and the requests that run with it.</summary>
/// <param name="Stored">Whose it is.</param>
/// <param name="InFlight">The requests that run with it.</param>
internal sealed record KnownToken(StoredToken Stored, InFlight InFlight);

/// <summary>
/// The tokens that a running gateway knows: its own first one, and those of the file. It looks at the file as requests come, so that a
/// new token counts at once and one that was taken back counts no longer after <see cref="Interval"/>. Thread-safe.
/// </summary>
/// <param name="store">The file.</param>
/// <param name="own">A token of this run alone, which is in no file.</param>
/// <param name="time">The clock.</param>
internal sealed class KnownTokens(TokenStore store, StoredToken own, TimeProvider time)
{
    /// <summary>The longest time between a change of the file and its effect.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock looking = new();
    private volatile FrozenDictionary<string, KnownToken> table = FrozenDictionary.ToFrozenDictionary([
        KeyValuePair.Create(own.Sha256, new KnownToken(own, new InFlight())),
    ]);
    private FileStamp seen;
    private long? looked;

    /// <summary>The token that a client sent; null if it is not known or has ended.</summary>
    /// <param name="token">The text.</param>
    public KnownToken? Find(string token)
    {
        var hash = TokenText.Hash(token);
        Look(Interval);
        var found = table.GetValueOrDefault(hash);
        if (found is null)
        {
            Look(TimeSpan.Zero);
            found = table.GetValueOrDefault(hash);
        }

        return found is not null && found.Stored.IsValid(time.GetUtcNow()) ? found : null;
    }

    private void Look(TimeSpan interval)
    {
        lock (looking)
        {
            if (store.Path is not { } path || (looked is { } last && time.GetElapsedTime(last) < interval))
            {
                return;
            }

            looked = time.GetTimestamp();
            var stamp = FileStamp.Of(path);
            if (stamp == seen || store.Read() is not { } tokens)
            {
                return;
            }

            seen = stamp;
            var before = table;
            table = tokens
                .Append(own)
                .GroupBy(token => token.Sha256, StringComparer.Ordinal)
                .ToFrozenDictionary(
                    same => same.Key,
                    same => new KnownToken(same.Last(), before.GetValueOrDefault(same.Key)?.InFlight ?? new InFlight())
                );
        }
    }
}
