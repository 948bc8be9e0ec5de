using Microsoft.Extensions.Logging;
using ShimLsp.Core.Shared;
using StackExchange.Redis;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// The connection to Redis. No request waits for it longer than <see cref="Limit"/>: what does not come in that time ends sharing for all
/// at once, and nobody waits any more until a probe is answered. Thread-safe.
/// </summary>
internal sealed class RedisLink : ISharing
{
    /// <summary>How long a request waits for Redis. The library's own limit is enforced by a heartbeat, up to a second late.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);

    // With more it is Redis that is slow, and not this machine.
    private const int MostLateInARow = 3;

    private readonly CancellationTokenSource stopping = new();
    private readonly SharedSetting setting;
    private readonly TimeProvider clock;
    private readonly Membership membership;
    private readonly TimeSpan limit;
    private readonly RedisKey probeKey;
    private volatile ConnectionMultiplexer? connection;
    private int lateInARow;
    private long lastReply;

    /// <summary>Begins to connect. It waits for nothing.</summary>
    /// <param name="setting">Where.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">The log.</param>
    /// <param name="limit">How long a request waits; null for <see cref="Limit"/>.</param>
    public RedisLink(SharedSetting setting, TimeProvider clock, ILogger logger, TimeSpan? limit = null)
    {
        (this.setting, this.clock, membership) = (setting, clock, new(setting.Shown, logger));
        this.limit = limit ?? Limit;
        probeKey = $"{setting.Prefix}:probe";
        Spending = new RedisSpending(this, setting.Prefix, clock);
        _ = Task.Run(RunAsync);
    }

    /// <inheritdoc/>
    public bool IsJoined => membership.IsJoined;

    /// <inheritdoc/>
    public long Interruptions => membership.Interruptions;

    /// <inheritdoc/>
    public ISharedSpending Spending { get; }

    /// <inheritdoc/>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await membership.Once.WaitAsync(LongestStart, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            membership.TellAlone("no connection yet");
        }
    }

    /// <inheritdoc/>
    public ISharedSession Of(string tenant, string folder) => new RedisSession(this, new(setting.Prefix, tenant, folder));

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="values">Its arguments.</param>
    /// <returns>Null if nothing is shared at present.</returns>
    public ValueTask<RedisResult?> RunAsync(string script, RedisKey[] keys, RedisValue[] values) =>
        membership.IsJoined && connection is { } open ? LimitedAsync(Send(open, script, keys, values)) : default;

    /// <summary>Runs a script whose result nobody waits for. If it fails, something is not shared, and no more.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="values">Its arguments.</param>
    public void Post(string script, RedisKey[] keys, RedisValue[] values)
    {
        if (membership.IsJoined && connection is { } open)
        {
            _ = ForgetAsync(Send(open, script, keys, values));
        }
    }

    /// <summary>Has a callback called whenever sharing begins again.</summary>
    /// <param name="joined">The callback.</param>
    public IDisposable Follow(Action joined) => membership.Follow(joined);

    /// <inheritdoc/>
    public void Dispose()
    {
        membership.Close();
        stopping.Cancel();
        connection?.Dispose();
        stopping.Dispose();
    }

    private Task<RedisResult> Send(ConnectionMultiplexer open, string script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return open.GetDatabase(setting.Database).ScriptEvaluateAsync(script, keys, values, CommandFlags.DemandMaster);
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            return Task.FromException<RedisResult>(failed);
        }
    }

    private async ValueTask<RedisResult?> LimitedAsync(Task<RedisResult> running)
    {
        try
        {
            var result = await running.WaitAsync(limit, clock).ConfigureAwait(false);
            Volatile.Write(ref lastReply, clock.GetTimestamp());
            Volatile.Write(ref lateInARow, 0);
            return result;
        }
        catch (TimeoutException) when (running.IsCompletedSuccessfully)
        {
            return await running.ConfigureAwait(false); // it came in time, and only this process was late
        }
        catch (TimeoutException) when (clock.GetElapsedTime(Volatile.Read(ref lastReply)) < limit)
        {
            // Others were answered meanwhile, so it is this request alone that was late.
            membership.Interrupt();
            _ = ForgetAsync(running);
            return null;
        }
        catch (TimeoutException)
        {
            membership.Leave();
            _ = JoinWhenItComesAsync(running, Interlocked.Increment(ref lateInARow));
            return null;
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            membership.Leave();
            membership.TellAlone(WhyOf(failed));
            return null;
        }
    }

    /// <summary>
    /// A reply that is late shows that Redis is there: a busy machine delays one now and then. If one after the other is late, it takes a
    /// probe that is answered in time.
    /// </summary>
    private async Task JoinWhenItComesAsync(Task<RedisResult> running, int late)
    {
        try
        {
            await running.ConfigureAwait(false);
            if (late < MostLateInARow)
            {
                membership.Join();
            }
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            // The probes go on.
        }
    }

    private static async Task ForgetAsync(Task<RedisResult> running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            // Nobody waits for it.
        }
    }

    private async Task RunAsync()
    {
        var ending = stopping.Token;
        try
        {
            while (connection is null)
            {
                await ConnectAsync(ending).ConfigureAwait(false);
            }

            Task<RedisResult>? probe = null;
            while (true)
            {
                // One at a time: a Redis that is stopped does not find a thousand of them when it goes on.
                probe = probe is { IsCompleted: false } ? probe : Send(connection!, RedisScripts.Probe, [probeKey], []);
                await ProbeAsync(probe).ConfigureAwait(false);
                await LookForMasterAsync(probe).ConfigureAwait(false);
                await Task.Delay(membership.IsJoined ? BetweenLooks : BetweenProbes, clock, ending).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway ends.
        }
    }

    private async Task ConnectAsync(CancellationToken ending)
    {
        try
        {
            connection = await ConnectionMultiplexer.ConnectAsync(setting.ToOptions()).ConfigureAwait(false);
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            membership.TellAlone(WhyOf(failed));
            await Task.Delay(BetweenProbes, clock, ending).ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(Task<RedisResult> probe)
    {
        try
        {
            await probe.WaitAsync(limit, clock).ConfigureAwait(false);
            Volatile.Write(ref lateInARow, 0);
            membership.Join();
        }
        catch (TimeoutException) when (probe.IsCompletedSuccessfully)
        {
            membership.Join();
        }
        catch (Exception failed) when (failed is TimeoutException || IsOfRedis(failed))
        {
            membership.Leave();
            membership.TellAlone(WhyOf(failed));
        }
    }

    /// <summary>A replica took over, and the library would notice only within a minute.</summary>
    private async Task LookForMasterAsync(Task<RedisResult> probe)
    {
        if (probe.Exception?.InnerException is not RedisServerException { Message: var message } || !IsOfReplica(message))
        {
            return;
        }

        try
        {
            await connection!.ConfigureAsync().ConfigureAwait(false);
        }
        catch (Exception failed) when (IsOfRedis(failed))
        {
            // The probes go on.
        }

        static bool IsOfReplica(string message) => message.Contains("READONLY", StringComparison.Ordinal);
    }

    private static bool IsOfRedis(Exception failed) =>
        failed is RedisException or ObjectDisposedException or TimeoutException or IOException or InvalidOperationException;

    // Never the message: the library puts addresses, commands and more into it.
    private static string WhyOf(Exception failed) =>
        failed switch
        {
            RedisConnectionException { FailureType: var type } => $"connection ({type})",
            RedisServerException { Message: var message } => $"refused ({message.Split(' ', 2)[0]})",
            TimeoutException => "timeout",
            _ => failed.GetType().Name,
        };
}
