using System.Collections.Immutable;
using ShimLsp.Core.Shared;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Shared;

/// <summary>Budgets of several gateways, in a real Redis.</summary>
public sealed class RedisSpendingTests
{
    private static readonly ImmutableArray<SharedAccount> Accounts = [new("catalog", ""), new("tenant", "team"), new("workspace", "/w")];
    private static readonly ImmutableArray<SharedLimit> Limits = [new(Account: 1, IsOfMonth: false, Amount: 1000)];

    [InstalledFact("redis-server")]
    public async Task Together_they_exceed_a_limit_by_no_more_than_one_call()
    {
        await using var redis = await RedisServer.StartAsync();
        using var first = await redis.JoinAsync();
        using var second = await redis.JoinAsync();
        ISharedSpending[] gateways = [first.Spending, second.Spending];
        var calls = Enumerable.Range(0, 200).Select(at => CallOf(gateways[at % 2], 300)).ToArray();

        var reserved = await Task.WhenAll(calls.Select((call, at) => gateways[at % 2].ReserveAsync(call, Limits).AsTask()));

        reserved.Count(one => one is true).Should().Be(4, "at 900 one more may begin");
        (await gateways[0].ReadAsync(Accounts))!.Value[1].Reserved.Should().Be(1200);
    }

    [InstalledFact("redis-server")]
    public async Task What_is_settled_counts_in_every_account_and_is_free_again()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var spending = link.Spending;
        var call = CallOf(spending, 300);
        await spending.ReserveAsync(call, Limits);

        spending.Settle(call with { IsReserved = true }, 250);
        spending.Settle(CallOf(spending, 0), 50);

        var sums = (await spending.ReadAsync(Accounts))!.Value;
        sums.Should().AllSatisfy(sum => (sum.OfDay, sum.OfMonth, sum.Reserved).Should().Be((300, 300, 0)));
        sums[0].Day.Should().BeOneOf(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(await NowAsync(redis)).UtcDateTime));
    }

    [InstalledFact("redis-server")]
    public async Task Reservations_that_Redis_has_evicted_hold_nothing()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var spending = link.Spending;
        var calls = Enumerable.Range(0, 4).Select(_ => CallOf(spending, 300)).ToArray();
        foreach (var call in calls)
        {
            (await spending.ReserveAsync(call, Limits)).Should().BeTrue();
        }

        var database = await redis.LookAsync();
        foreach (var key in (string[])(await database.ExecuteAsync("KEYS", "*:r"))!)
        {
            await database.ExecuteAsync("DEL", key);
        }

        foreach (var call in calls)
        {
            spending.Settle(call with { IsReserved = true }, 100);
        }

        (await spending.ReserveAsync(CallOf(spending, 300), Limits)).Should().BeTrue();
        (await spending.ReadAsync(Accounts))!.Value[1].Should().BeEquivalentTo(new { OfDay = 400, Reserved = 300 });
    }

    [InstalledFact("redis-server")]
    public async Task An_account_that_Redis_has_evicted_still_has_its_reservations()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var spending = link.Spending;
        var call = CallOf(spending, 300);
        await spending.ReserveAsync(call, Limits);
        await spending.ReserveAsync(CallOf(spending, 200), Limits);

        var database = await redis.LookAsync();
        foreach (
            var key in ((string[])(await database.ExecuteAsync("KEYS", "*"))!).Where(key => !key.EndsWith(":r", StringComparison.Ordinal))
        )
        {
            await database.ExecuteAsync("DEL", key);
        }

        spending.Settle(call with { IsReserved = true }, 100);

        (await spending.ReadAsync(Accounts))!.Value[1].Should().BeEquivalentTo(new { OfDay = 100, Reserved = 200 });
    }

    [InstalledFact("redis-server")]
    public async Task What_was_spent_before_a_loss_is_put_back_and_never_lowers_a_sum()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var spending = link.Spending;
        spending.Settle(CallOf(spending, 0), 100);
        var today = (await spending.ReadAsync(Accounts))!.Value[0].Day;

        foreach (var (told, expected) in new[] { ((20, 30), (100, 100)), ((500, 700), (500, 700)), ((500, 700), (500, 700)) })
        {
            spending.Raise(Accounts, [.. Accounts.Select(_ => new SharedSum(today, told.Item1, told.Item2, Reserved: 0))]);

            (await spending.ReadAsync(Accounts))!.Value.Should().AllSatisfy(sum => (sum.OfDay, sum.OfMonth).Should().Be(expected));
        }
    }

    [InstalledFact("redis-server")]
    public async Task What_was_spent_while_it_was_gone_is_added()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var spending = link.Spending;
        spending.Settle(CallOf(spending, 0), 10);
        (await spending.ReadAsync(Accounts))!.Value[1].OfDay.Should().Be(10, "it is told before Redis is killed, else it is told again");
        await redis.KillAsync();
        (await spending.ReadAsync(Accounts)).Should().BeNull();
        (await spending.ReserveAsync(CallOf(spending, 5), Limits)).Should().BeNull();
        spending.Settle(CallOf(spending, 0), 70);
        spending.Settle(CallOf(spending, 0), 7);

        await redis.RestartAsync();

        using var patience = new CancellationTokenSource(ShimClient.Limit);
        while ((await spending.ReadAsync(Accounts))?[1].OfDay is not 77)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static SharedCall CallOf(ISharedSpending spending, long estimate) =>
        new(spending.NextCall(), Accounts, estimate, IsReserved: false);

    private static async Task<long> NowAsync(RedisServer redis)
    {
        var time = (StackExchange.Redis.RedisResult[]?)(await (await redis.LookAsync()).ExecuteAsync("TIME"));
        time.Should().NotBeNull();
        return (long)time![0] * 1000;
    }
}
