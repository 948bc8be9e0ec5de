using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Server.Gateway;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>A token that a running gateway knows, and what it does.</summary>
/// <param name="Stored">Whose it is.</param>
/// <param name="Use">What it does.</param>
internal sealed record KnownToken(StoredToken Stored, TokenUse Use)
{
    /// <summary>A token that does nothing yet.</summary>
    /// <param name="stored">Whose it is.</param>
    public static KnownToken New(StoredToken stored) => new(stored, new TokenUse(stored.Sha256));
}

/// <summary>
/// The tokens that a running gateway knows: its own, and those of the file. It looks at the file as requests come, so that a
/// new token counts at once and one that was taken back counts no longer after <see cref="Interval"/>. Thread-safe.
/// </summary>
/// <param name="store">The file.</param>
/// <param name="own">The tokens that are in no file. The first request makes them.</param>
/// <param name="time">The clock.</param>
internal sealed class KnownTokens(TokenStore store, Lazy<ImmutableArray<StoredToken>> own, TimeProvider time)
{
    /// <summary>The longest time between a change of the file and its effect.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock looking = new();
    private volatile FrozenDictionary<string, KnownToken>? table;
    private FileStamp seen;
    private long? looked;

    /// <summary>The token that a client sent; null if it is not known or has ended.</summary>
    /// <param name="token">The text.</param>
    public KnownToken? Find(string token) => FindHash(TokenText.Hash(token));

    /// <summary>The same by the token's hash.</summary>
    /// <param name="hash">SHA-256, lower-case hex.</param>
    public KnownToken? FindHash(string hash)
    {
        Look(Interval);
        var found = table!.GetValueOrDefault(hash);
        if (found is null)
        {
            Look(TimeSpan.Zero);
            found = table!.GetValueOrDefault(hash);
        }

        return found is not null && found.Stored.IsValid(time.GetUtcNow()) ? found : null;
    }

    private void Look(TimeSpan interval)
    {
        lock (looking)
        {
            var before = table ??= own.Value.ToFrozenDictionary(token => token.Sha256, KnownToken.New);
            if ((looked is { } last && time.GetElapsedTime(last) < interval) || store.Path is not { } path)
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
            table = tokens
                .Concat(own.Value)
                .GroupBy(token => token.Sha256, StringComparer.Ordinal)
                .ToFrozenDictionary(
                    same => same.Key,
                    same => before.GetValueOrDefault(same.Key) is { } old ? old with { Stored = same.Last() } : KnownToken.New(same.Last())
                );
        }
    }
}
