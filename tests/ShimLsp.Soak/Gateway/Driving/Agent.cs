using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Formats;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>
/// A scripted coding agent: conversations of a few turns, each with some calls of a tool. Now and then it hangs up in the middle of a
/// reply.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="number">The agent's number.</param>
/// <param name="http">The gateway, with the tenant's token.</param>
/// <param name="truth">What holds for the tenant.</param>
internal sealed class Agent(GatewayWorld world, int number, HttpClient http, TenantTruth truth)
{
    private const int MostTurns = 4;
    private const int MostRounds = 3;
    private const double ChanceToLeave = 0.03;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHangUp = TimeSpan.FromMilliseconds(100);

    private readonly Random random = new(HashCode.Combine(world.Seed, number));
    private readonly ClientFormat format = ClientFormat.All[number / 3 % ClientFormat.All.Length];
    private int messages;

    /// <summary>Works until it is stopped, and ends the request that it is at.</summary>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var conversation = new Conversation();
            for (var turn = random.Next(MostTurns); turn >= 0 && !stop.IsCancellationRequested; turn--)
            {
                if (!await TakeTurnAsync(conversation, stop))
                {
                    break; // its client would begin anew too
                }
            }
        }
    }

    /// <summary>A message of the person, and the calls of tools that follow.</summary>
    /// <returns>Whether it was answered.</returns>
    private async Task<bool> TakeTurnAsync(Conversation conversation, CancellationToken stop)
    {
        var named = random.Next(5) switch
        {
            0 => GatewayWorld.Slugs[random.Next(GatewayWorld.Slugs.Length)],
            1 => GatewayWorld.Auto,
            _ => null,
        };
        var canary = NextCanary(random.Next(MostRounds + 1));
        conversation.Add(new Step.Person($"Please work on {canary}"));
        while (await AskAsync(conversation, canary, named) is { } reply)
        {
            if (canary.Rounds == 0)
            {
                conversation.Add(new Step.Answer(reply.Text.ToString()));
                return true;
            }

            var id = reply.CallId ?? SoakUpstream.CallOf(canary);
            conversation.Add(new Step.Call(id, reply.Arguments.Length > 0 ? reply.Arguments.ToString() : "{}"));
            canary = NextCanary(canary.Rounds - 1);
            conversation.Add(new Step.Result(id, $"The file says {canary}"));
            if (stop.IsCancellationRequested)
            {
                return false;
            }
        }

        return false;
    }

    private Canary NextCanary(int rounds) => new(truth.Name, number, messages++, rounds);

    /// <summary>Asks once.</summary>
    /// <returns>The reply; null if there is none that the agent could go on with.</returns>
    private async Task<HeardReply?> AskAsync(Conversation conversation, Canary canary, string? named)
    {
        await Task.Delay(world.Pause * (2 * random.NextDouble()), world.Time);
        var streams = random.Next(3) > 0;
        var asked = new Asked(canary, named, world.Now);
        world.Ledger.Begin(asked);
        world.Tally.Count(Tally.Requests);
        world.Tally.Count($"requests, {format.Path}, {(streams ? "streamed" : "whole")}");
        using var leaving = new CancellationTokenSource();
        using var deadline = new CancellationTokenSource(Patience + world.Stalls.Allowance, world.Time);
        var leaves = random.NextDouble() < ChanceToLeave;
        if (leaves && !streams)
        {
            leaving.CancelAfter(random.Next(1, 30));
        }

        _ = asked.Hung.ContinueWith(_ => LeaveSoonAsync(leaving), TaskScheduler.Default);
        var outcome = await new Exchange(http, format).RunAsync(
            conversation,
            named ?? "shim",
            streams,
            () => LeaveIf(leaves && streams, leaving),
            leaving.Token,
            deadline.Token
        );
        world.Tally.Waited(Tally.Answer, world.Now - asked.Start);
        var reply = await JudgeAsync(asked, outcome);
        if (outcome is not Outcome.Left) // the gateway may be about to send it
        {
            world.Ledger.End(asked);
        }

        return reply;
    }

    private async Task<HeardReply?> JudgeAsync(Asked asked, Outcome outcome)
    {
        world.Tally.Count(
            $"ended, {outcome.GetType().Name.ToLowerInvariant()}{(outcome is Outcome.Refused { Status: var s } ? $" {s}" : "")}"
        );
        if (asked.Arrivals.Count > 1)
        {
            world.Tally.Count("requests that another model took over");
        }

        switch (outcome)
        {
            case Outcome.Answered answer:
                world.Add(asked, ReplyRules.Judge(asked, answer.Reply, answer.Model));
                return answer.Reply;
            case Outcome.Refused { Status: var status } when !truth.Excuses(asked):
                world.Add(asked, Fault.Refusal($"{asked.Canary} was refused with {status}, though its upstream worked"));
                return null;
            case Outcome.Lost lost:
                world.Add(asked, Fault.Lost($"{asked.Canary} got {lost.How}"));
                return null;
            case Outcome.Left:
                await RequireHangUpAsync(asked);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The gateway must hang up on the model whose client has left.</summary>
    private async Task RequireHangUpAsync(Asked asked)
    {
        var left = world.Now;
        foreach (var arrival in asked.Arrivals)
        {
            var gone = Task.WhenAny(arrival.ClientLeft, arrival.Ended);
            if (await Task.WhenAny(gone, Task.Delay(LongestHangUp + world.Stalls.Allowance, world.Time)) != gone)
            {
                world.Add(asked, Fault.Wrong($"{arrival.Model} goes on with {asked.Canary}, whose client has left"));
            }
        }

        world.Tally.Waited("longest from a client's end to its upstream's", world.Now - left);
    }

    private static void LeaveIf(bool leaves, CancellationTokenSource leaving)
    {
        if (leaves)
        {
            leaving.Cancel();
        }
    }

    private async Task LeaveSoonAsync(CancellationTokenSource leaving)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(300), world.Time);
        try
        {
            await leaving.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // Another model took over, and the reply is there.
        }
    }
}
