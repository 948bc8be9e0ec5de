using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Gateway.Formats;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>A scripted agent that takes any replica for each of its requests, as a balancer would give them to it.</summary>
/// <param name="world">The run.</param>
/// <param name="group">The replicas.</param>
/// <param name="truth">What holds for its tenant.</param>
/// <param name="number">The agent's number.</param>
internal sealed class SharedAgent(SharedWorld world, ReplicaGroup group, SharedTruth truth, int number)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientFormat format = ClientFormat.All[number % ClientFormat.All.Length];
    private int messages;

    /// <summary>Works until it is stopped.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="pause">The mean time between two requests.</param>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(Random random, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(pause * (2 * random.NextDouble()), world.Time, CancellationToken.None);
            await AskAsync(random.Next(group.All.Count), random.Next(3) > 0);
        }
    }

    private async Task AskAsync(int replica, bool streams)
    {
        var canary = new Canary(truth.Name, number, messages++, 0);
        var (conversation, chat) = (new Conversation(), new OpenChat());
        conversation.Add(new Step.Person($"Please work on {canary} Then say what you changed in which file."));
        world.Chats[canary] = chat;
        world.CountRequest();
        var begun = truth.Begin(replica, world.Now);
        using var deadline = new CancellationTokenSource(Patience, world.Time);
        var outcome = await new Exchange(group.Client(replica, truth.Name), format).RunAsync(
            conversation,
            "shim",
            streams,
            () => { },
            CancellationToken.None,
            deadline.Token
        );
        world.Chats.TryRemove(canary, out _);
        Judge(begun, canary, chat, outcome);
    }

    private void Judge(Begun begun, Canary canary, OpenChat chat, Outcome outcome)
    {
        world.Tally.Count($"agents' requests, {outcome.GetType().Name.ToLowerInvariant()}");
        var where = $"{canary.Tenant}, agent {number}, replica {begun.Replica}";
        switch (outcome)
        {
            case Outcome.Answered answer when chat.Arrivals is [.., var (model, key)]:
                if (Canary.AllIn(answer.Reply.Text.ToString()) is not [var heard] || heard != canary)
                {
                    world.Add(where, Fault.Crossed($"{canary} was answered with '{answer.Reply.Text}'"));
                }

                var choice = answer.Source == "pinned" ? model.Slug : GatewayWorld.Auto;
                var decided = new Decided(
                    canary.ToString(),
                    answer.IsJoined ?? false,
                    choice,
                    model,
                    answer.Source ?? "",
                    Session: "",
                    Generation: 0,
                    key
                );
                world.Add(where, truth.Judge(begun, decided, scores: null, world.Now));
                break;
            case Outcome.Refused refused:
                world.Add(where, Fault.Refusal($"{canary} was refused with {refused.Status}"));
                break;
            default:
                world.Lost(begun, $"{canary} got {(outcome is Outcome.Lost lost ? lost.How : "an answer that the upstream never gave")}");
                break;
        }
    }
}
