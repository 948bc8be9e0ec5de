using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Shared;
using StackExchange.Redis;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// What the gateways of a team spend together, in Redis. All accounts are on one node of a cluster, so that a call is reserved in all of
/// them or in none. What cannot be told is told later, with its age. Thread-safe.
/// </summary>
/// <param name="link">The connection.</param>
/// <param name="prefix">What every key begins with.</param>
/// <param name="clock">Time.</param>
internal sealed class RedisSpending(RedisLink link, string prefix, TimeProvider clock) : ISharedSpending
{
    /// <summary>A reservation that nobody settles ends after this time.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(15);

    private const long Life = 40 * 86_400_000L;
    private const int MostUntold = 100_000;

    private static readonly DateOnly UnixEpoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    private readonly Lock gate = new();
    private readonly string instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly Queue<Settlement> untold = [];
    private IDisposable? following;
    private bool isTelling;
    private long calls;

    /// <inheritdoc/>
    public string NextCall() => $"{instance}-{Interlocked.Increment(ref calls).ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SharedSum>?> ReadAsync(ImmutableArray<SharedAccount> accounts)
    {
        var result = await link.RunAsync(SpendingScripts.Read, KeysOf(accounts), []).ConfigureAwait(false);
        if (result is null || result.Length != 1 + (3 * accounts.Length))
        {
            return null;
        }

        var day = UnixEpoch.AddDays((int)result[0]);
        return
        [
            .. Enumerable
                .Range(0, accounts.Length)
                .Select(at => new SharedSum(day, (long)result[1 + (3 * at)], (long)result[2 + (3 * at)], (long)result[3 + (3 * at)])),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<bool?> ReserveAsync(SharedCall call, ImmutableArray<SharedLimit> limits)
    {
        RedisValue[] values =
        [
            MemberOf(call),
            call.Estimate,
            (long)LongestCall.TotalMilliseconds,
            Life,
            .. limits.SelectMany(limit => new RedisValue[] { limit.Account, limit.IsOfMonth ? "m" : "d", limit.Amount }),
        ];
        var result = await link.RunAsync(SpendingScripts.Reserve, KeysOf(call.Accounts), values).ConfigureAwait(false);
        return result is null ? null : (int)result == 1;
    }

    /// <inheritdoc/>
    public void Raise(ImmutableArray<SharedAccount> accounts, ImmutableArray<SharedSum> sums) =>
        link.Post(
            SpendingScripts.Raise,
            KeysOf(accounts),
            [Life, .. sums.SelectMany(sum => new RedisValue[] { sum.Day.DayNumber - UnixEpoch.DayNumber, sum.OfDay, sum.OfMonth })]
        );

    /// <inheritdoc/>
    public void Settle(SharedCall call, long cost)
    {
        lock (gate)
        {
            following ??= link.Follow(TellAgain);
        }

        _ = TellAsync(new(call, cost, clock.GetTimestamp(), IsAgain: false));
    }

    private async Task TellAsync(Settlement settlement)
    {
        if (!await SendAsync(settlement).ConfigureAwait(false))
        {
            lock (gate)
            {
                if (untold.Count < MostUntold)
                {
                    untold.Enqueue(settlement with { IsAgain = true });
                }
            }
        }
    }

    private void TellAgain()
    {
        lock (gate)
        {
            if (isTelling || untold.Count == 0)
            {
                return;
            }

            isTelling = true;
        }

        _ = TellAllAsync();
    }

    private async Task TellAllAsync()
    {
        while (true)
        {
            Settlement next;
            lock (gate)
            {
                if (!untold.TryPeek(out next!))
                {
                    isTelling = false;
                    return;
                }
            }

            var isTold = await SendAsync(next).ConfigureAwait(false);
            lock (gate)
            {
                if (!isTold)
                {
                    isTelling = false;
                    return;
                }

                untold.Dequeue();
            }
        }
    }

    // What was reserved there is still there if the first telling did not come through: so nothing counts twice.
    private async ValueTask<bool> SendAsync(Settlement settlement) =>
        await link.RunAsync(
                SpendingScripts.Settle,
                KeysOf(settlement.Call.Accounts),
                [
                    MemberOf(settlement.Call),
                    settlement.Call.Estimate,
                    settlement.Cost,
                    (long)clock.GetElapsedTime(settlement.At).TotalMilliseconds,
                    settlement.IsAgain && settlement.Call.IsReserved ? 1 : 0,
                    Life,
                ]
            )
            .ConfigureAwait(false)
            is not null;

    private RedisKey[] KeysOf(ImmutableArray<SharedAccount> accounts)
    {
        var keys = new RedisKey[accounts.Length * 2];
        for (var at = 0; at < accounts.Length; at++)
        {
            var (scope, name) = accounts[at];
            var hash = name.Length == 0 ? "all" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
            keys[2 * at] = $"{prefix}:{{b}}:{scope}:{hash}";
            keys[(2 * at) + 1] = $"{prefix}:{{b}}:{scope}:{hash}:r";
        }

        return keys;
    }

    private static string MemberOf(SharedCall call) => string.Create(CultureInfo.InvariantCulture, $"{call.Id}:{call.Estimate}");

    private sealed record Settlement(SharedCall Call, long Cost, long At, bool IsAgain);
}
