using System.Collections.Concurrent;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Measuring;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Driving;

namespace ShimLsp.Soak.Shared;

/// <summary>What all of a run share.</summary>
internal sealed class SharedWorld
{
    /// <summary>Sharing has to be back this long after Redis is, on a machine that does nothing else.</summary>
    public static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(2);

    private long requests;
    private int falsified;

    /// <summary>Makes one.</summary>
    /// <param name="options">What the run is asked to be.</param>
    public SharedWorld(SoakOptions options)
    {
        Options = options;
        Began = Time.GetTimestamp();
        Stalls = new Stalls(Time, TimeSpan.FromSeconds(options.IsNative ? 1 : 3));
    }

    public SoakOptions Options { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    public long Began { get; }

    public Stalls Stalls { get; }

    public Findings Findings { get; } = new();

    public Tally Tally { get; } = new();

    public FaultLog Faults { get; } = new();

    public Classifications Classifications { get; } = new();

    public Latencies Latencies { get; } = new();

    /// <summary>The agents' requests that are under way, by their texts.</summary>
    public ConcurrentDictionary<Canary, OpenChat> Chats { get; } = new();

    /// <summary>What could not be done here, each with the reason.</summary>
    public ConcurrentQueue<string> Skipped { get; } = new();

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Now => Time.GetElapsedTime(Began);

    /// <summary>The requests so far.</summary>
    public long Requests => Volatile.Read(ref requests);

    /// <summary>A request begins.</summary>
    /// <returns>Its number.</returns>
    public long CountRequest() => Interlocked.Increment(ref requests);

    /// <summary>Whether the checker was told its falsehood.</summary>
    public bool HasFalsified => Volatile.Read(ref falsified) == 1;

    /// <summary>Whether the checker is to be told this falsehood now. It is told one, in a run that asks for it.</summary>
    /// <param name="kind">The falsehood, which would be found here.</param>
    public bool Falsifies(Sabotage kind) => Options.Sabotage == kind && Interlocked.Exchange(ref falsified, 1) == 0;

    /// <summary>Notes what is wrong.</summary>
    /// <param name="where">Where.</param>
    /// <param name="faults">What.</param>
    public void Add(string where, params IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Findings.Add(
                new(
                    fault.Kind,
                    where,
                    fault.What,
                    [
                        $"{Now:c}",
                        .. Faults.All.TakeLast(2).Select(one => $"{one.Name} from {one.From:c} to {one.Until:c}, joined {one.Joined:c}"),
                    ]
                )
            );
        }
    }

    /// <summary>A request was not answered. It has to be, unless its replica was killed.</summary>
    public void Lost(Begun begun, string what)
    {
        if (Faults.WasUp(begun.Replica, begun.Start, Now))
        {
            Add($"replica {begun.Replica}", Fault.Lost($"{what}, sent at {begun.Start:c}"));
        }
        else
        {
            Tally.Count("requests lost with their replica");
        }
    }
}
