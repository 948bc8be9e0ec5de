using System.Diagnostics;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Driving;

/// <summary>How a client goes.</summary>
internal enum EndKind
{
    /// <summary>As the protocol has it, with nothing under way.</summary>
    Orderly,

    /// <summary>Its pipe closes between two messages, with requests under way.</summary>
    BetweenFrames,

    /// <summary>Its pipe closes in the middle of a message.</summary>
    MidFrame,

    /// <summary>The client is gone, and nobody reads the answers.</summary>
    Vanished,
}

/// <summary>Lets a client end, and checks that its server ends as it must.</summary>
internal sealed class Ending(Front front, ServerProcess server, Client client, ConnectionChecker checker, SoakWorld world)
{
    /// <summary>As documented, but for the plain front between two messages, which answers first.</summary>
    private static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(1);

    /// <summary>Whoever waits this long is not answered any more, on any machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task ComeAsync(EndKind kind, Call[] underWay)
    {
        switch (kind)
        {
            case EndKind.Orderly when front == Front.Lsp:
                await client.SayAsync([new SetupCall("shutdown", "{}")]);
                await client.AllAnsweredAsync(Patience);
                await client.SayAsync([new SetupCall("exit", "{}")]);
                break;
            case EndKind.Orderly:
                break;
            default:
                await client.SayAsync(underWay, kind == EndKind.MidFrame ? Frames.Put(front, Wire.Cancel(1)).AsMemory(..^5) : default);
                break;
        }

        var started = Stopwatch.GetTimestamp();
        if (kind == EndKind.Vanished)
        {
            client.CloseOutput();
        }

        client.CloseInput();
        var ended = await server.EndsWithinAsync(Patience);
        var took = Stopwatch.GetElapsedTime(started);
        world.Tally.Count($"clients gone, {kind}");
        world.Tally.Waited("longest from a client's end to its server's end", took);
        var answersFirst = front == Front.Plain && (kind is EndKind.Orderly or EndKind.BetweenFrames); // however long that takes
        if (!ended || (!answersFirst && took > LongestExit + world.Stalls.Allowance))
        {
            world.Findings.Add(
                FindingKind.Wrong,
                $"process {server.Id}",
                $"it ran on for {took.TotalSeconds:F1} s after its client's end ({kind})",
                []
            );
        }

        // Nobody receives what is sent to a client that vanished.
        await client.Ended.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isClean = kind == EndKind.Orderly || answersFirst;
        checker.End(allWereDue: isClean);
        if (ended && kind != EndKind.Vanished && (server.ExitCode == 0) != isClean)
        {
            world.Findings.Add(FindingKind.Wrong, $"process {server.Id}", $"exit code {server.ExitCode} after {kind}: {server.Stderr}", []);
        }
    }
}
