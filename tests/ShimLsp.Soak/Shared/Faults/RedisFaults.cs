using System.Globalization;
using ShimLsp.Soak.Shared.Redis;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Faults;

/// <summary>What can happen to Redis, and to a replica.</summary>
internal static class RedisFaults
{
    /// <summary>Killed, and started again with nothing in it.</summary>
    public static FaultKind Kill(RedisServer redis, TimeSpan length) =>
        new("Redis killed, started again empty", length, redis.KillAsync, redis.StartAsync);

    /// <summary>Stopped in its tracks, its connections open.</summary>
    public static FaultKind Pause(RedisServer redis, TimeSpan length) =>
        new("Redis stopped (SIGSTOP), continued", length, redis.PauseAsync, redis.ContinueAsync);

    /// <summary>Killed and started again at once: nobody may have noticed.</summary>
    public static FaultKind Restart(RedisServer redis) =>
        new("Redis restarted empty at once", TimeSpan.Zero, redis.KillAsync, redis.StartAsync);

    /// <summary>Emptied while it runs.</summary>
    public static FaultKind Flush(RedisServer redis) =>
        new("Redis emptied (FLUSHALL)", TimeSpan.Zero, () => redis.AskAsync("FLUSHALL"), () => Task.CompletedTask);

    /// <summary>Asleep in a command.</summary>
    public static FaultKind Sleep(RedisServer redis, TimeSpan length)
    {
        Task sleeping = Task.CompletedTask;
        return new(
            "DEBUG SLEEP",
            TimeSpan.Zero,
            () =>
            {
                sleeping = redis.AskAsync("DEBUG", "SLEEP", length.TotalSeconds.ToString(CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            },
            () => sleeping
        );
    }

    /// <summary>Without memory: it refuses every write.</summary>
    public static FaultKind Memory(RedisServer redis, TimeSpan length) =>
        new(
            "out of memory (noeviction)",
            length,
            async () =>
            {
                await redis.AskAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
                await redis.AskAsync("CONFIG", "SET", "maxmemory", "1");
            },
            () => redis.AskAsync("CONFIG", "SET", "maxmemory", "0")
        );

    /// <summary>All its connections are closed.</summary>
    public static FaultKind Disconnect(RedisServer redis) =>
        new(
            "all connections closed (CLIENT KILL)",
            TimeSpan.Zero,
            () => redis.AskAsync("CLIENT", "KILL", "TYPE", "normal"),
            () => Task.CompletedTask
        );

    /// <summary>The line to one replica is torn, without a word.</summary>
    public static FaultKind Tear(Relay relay, TimeSpan length) =>
        new(
            "the line of one replica torn",
            length,
            () =>
            {
                relay.Tear();
                return Task.CompletedTask;
            },
            () =>
            {
                relay.Mend();
                return Task.CompletedTask;
            }
        );

    /// <summary>A replica killed in the middle of its replies, and started again.</summary>
    public static FaultKind KillReplica(Replica replica, TimeSpan length) =>
        new("a replica killed in mid-stream, started again", length, replica.KillAsync, replica.StartAsync) { Kills = replica.Number };

    /// <summary>A replica stopped in its tracks.</summary>
    public static FaultKind PauseReplica(Replica replica, TimeSpan length) =>
        new("a replica stopped (SIGSTOP), continued", length, replica.PauseAsync, replica.ContinueAsync) { Stops = replica.Number };

    /// <summary>A new process takes a replica's port over, as an update does it.</summary>
    public static FaultKind Replace(Replica replica) =>
        new(
            "a replica replaced (--replace)",
            TimeSpan.Zero,
            async () =>
            {
                if (!await replica.ReplaceAsync())
                {
                    throw new IOException($"The replica that was replaced did not end well: {replica.Log}");
                }
            },
            () => Task.CompletedTask
        )
        {
            Renews = replica.Number,
        };

    /// <summary>The master is killed, and Sentinel makes its replica the master.</summary>
    public static FaultKind FailOver(SentinelGroup group) =>
        new("the master of Redis killed, failover by Sentinel", TimeSpan.Zero, group.FailOverAsync, () => Task.CompletedTask);

    /// <summary>The same, after a while in which the replica of Redis got nothing.</summary>
    public static FaultKind FailOverLosing(SentinelGroup group) =>
        new(
            "failover by Sentinel, the last second of writes lost",
            TimeSpan.Zero,
            async () =>
            {
                await group.Second.PauseAsync();
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                await group.First.KillAsync();
                await group.Second.ContinueAsync();
                await group.UntilMasterAsync();
            },
            () => Task.CompletedTask
        );

    /// <summary>Redis' network is down: packets are lost.</summary>
    public static FaultKind Cut(RedisNetwork network, TimeSpan length) =>
        new("Redis' network down (namespace)", length, network.CutAsync, network.MendAsync);
}
