using System.Text;
using ShimLsp.Core.Shared;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Shared;

/// <summary>The scripts, in a real Redis.</summary>
public sealed class RedisSessionTests
{
    private const string Tenant = "tenant-canary";
    private const string Folder = "/folder-canary";

    private static readonly UInt128 Key = 7u;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);
    private static readonly byte[] Scores = [1, 2, 3];

    [InstalledFact("redis-server")]
    public async Task A_change_that_one_tells_the_next_read_of_another_sees()
    {
        await using var redis = await RedisServer.StartAsync();
        using var first = await redis.JoinAsync();
        using var second = await redis.JoinAsync();
        var (a, b) = (first.Of(Tenant, Folder), second.Of(Tenant, Folder));
        (await b.ReadAsync(default)).Should().BeEquivalentTo(new SharedState(0, null, 0));

        long before = 0;
        for (var at = 1; at <= 100; at++)
        {
            var told = (await a.TellAsync(new(0, $"model-{at}", TimeSpan.Zero, false)))!;
            told.Before.Should().Be(before);
            (await b.ReadAsync(default))
                .Should()
                .BeEquivalentTo(
                    new
                    {
                        told.Generation,
                        told.ChoiceTime,
                        Choice = $"model-{at}",
                    }
                );
            before = told.Generation;
        }

        (await second.Of("other", Folder).ReadAsync(default))!.Generation.Should().Be(0, "it is another tenant's");
        (await second.Of(Tenant, "/other").ReadAsync(default))!.Generation.Should().Be(0, "it is another workspace's");
    }

    [InstalledFact("redis-server")]
    public async Task The_newest_choice_wins_and_a_generation_is_above_what_its_teller_knows()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);

        const long Known = 1L << 52; // a time of the next century
        (await session.TellAsync(new(Known, "newer", TimeSpan.FromSeconds(10), false)))!.Generation.Should().Be(Known + 1);
        await session.TellAsync(new(0, "older", TimeSpan.FromSeconds(20), false));
        await session.TellAsync(new(0, "remembered", null, false));
        (await session.ReadAsync(default))!.Choice.Should().Be("newer");

        await session.TellAsync(new(0, "now", TimeSpan.Zero, false));
        (await session.ReadAsync(default)).Should().BeEquivalentTo(new { Choice = "now", Generation = Known + 4 });
    }

    [InstalledFact("redis-server")]
    public async Task One_gets_the_lease_and_only_its_token_stores()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);

        var granted = (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Granted>().Subject;
        (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Held>();
        session.Store(Key, 0, granted.Token - 1, Scores);
        (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Held>("that token is not the lease's");
        session.Store(Key, 0, granted.Token, Scores);
        (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Scored>().Which.Scores.Should().Equal(Scores);
        (await session.ReadAsync(new(Key, null, 0)))!.Scores.Should().Equal(Scores);

        await session.TellAsync(new(0, null, null, false));
        (await session.ReadAsync(new(Key, null, 0)))!.Scores.Should().BeNull("they are of another generation");
        (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Passed>();
    }

    [InstalledFact("redis-server")]
    public async Task A_lease_that_ends_by_itself_leaves_its_holder_nothing_to_store()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);

        var late = (SharedLease.Granted)(await session.LeaseAsync(Key, 0, TimeSpan.FromMilliseconds(1)))!;
        SharedLease? next;
        do
        {
            next = await session.LeaseAsync(Key, 0, Life);
        } while (next is SharedLease.Held);

        next.Should().BeOfType<SharedLease.Granted>().Which.Token.Should().BeGreaterThan(late.Token);
        session.Store(Key, 0, late.Token, [9]);
        (await session.ReadAsync(new(Key, null, 0)))!.Scores.Should().BeNull();
        session.Release(Key, late.Token);
        (await session.LeaseAsync(Key, 0, Life)).Should().BeOfType<SharedLease.Held>("a late one frees nothing either");
    }

    [InstalledFact("redis-server")]
    public async Task Health_is_given_once_a_version_with_its_age()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);

        (await session.TellHealthAsync(new("cheap"), [65])).Should().Be(1);
        var told = (await session.ReadAsync(default))!.Health.Should().ContainSingle().Subject;
        (told.Model, told.Record[0]).Should().Be(("cheap", (byte)65));
        told.Age.Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromSeconds(30));
        (await session.ReadAsync(new(null, null, 1)))!.Health.IsDefault.Should().BeTrue();

        (await session.TellHealthAsync(new("cheap"), null)).Should().Be(2);
        (await session.ReadAsync(new(null, null, 1)))!.Health.Should().BeEmpty();

        await session.TellHealthAsync(new("cheap"), [65]);
        await session.TellAsync(new(0, null, null, RenewsHealth: true));
        (await session.ReadAsync(new(null, null, 3)))!.Health.Should().BeEmpty("every model gets another try");
    }

    [InstalledFact("redis-server")]
    public async Task What_a_developer_takes_is_bounded_ends_by_itself_and_names_nobody()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);
        var scores = new byte[1100]; // of 60 models
        var memory = new byte[384];
        for (var at = 0u; at < 2000; at++)
        {
            var lease = (SharedLease.Granted)(await session.LeaseAsync(at, 0, Life))!;
            session.Store(at, 0, lease.Token, scores);
            session.Note(at, 0, memory);
        }

        for (var at = 0; at < 100; at++)
        {
            await session.TellHealthAsync(new($"model-with-a-long-name-{at}"), new byte[80]);
        }

        var begun = (await session.TellAsync(new(0, "canary", TimeSpan.Zero, RenewsHealth: false)))!.Generation;
        for (var at = 0u; at < 1000; at++)
        {
            var lease = (SharedLease.Granted)(await session.LeaseAsync(at, begun, Life))!;
            session.Store(at, begun, lease.Token, scores);
            session.Note(at, begun, memory);
        }

        await session.ReadAsync(default);
        var look = await redis.LookAsync();
        long bytes = 0;
        foreach (var key in await redis.KeysAsync())
        {
            (await look.KeyTimeToLiveAsync(key)).Should().NotBeNull($"{key} must end");
            key.Should().NotContain("canary");
            bytes += (long)await look.ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", "0");
        }

        bytes.Should().BeLessThan(64 * 1024);
    }

    [InstalledFact("redis-server")]
    public async Task Nothing_throws_and_nobody_waits_when_it_is_gone_and_it_comes_back()
    {
        await using var redis = await RedisServer.StartAsync();
        using var link = await redis.JoinAsync();
        var session = link.Of(Tenant, Folder);
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = session.Follow(() => joined.TrySetResult());

        await redis.KillAsync();
        (await session.ReadAsync(default)).Should().BeNull();
        link.IsJoined.Should().BeFalse();
        link.Interruptions.Should().Be(1);
        (await session.TellAsync(new(0, "x", TimeSpan.Zero, false))).Should().BeNull();
        (await session.LeaseAsync(Key, 0, Life)).Should().BeNull();
        (await session.TellHealthAsync(new("x"), null)).Should().BeNull();
        session.Store(Key, 0, 1, Encoding.UTF8.GetBytes("x"));

        await redis.RestartAsync();
        await joined.Task.WaitAsync(ShimClient.Limit);
        (await session.ReadAsync(default)).Should().NotBeNull();
    }
}
