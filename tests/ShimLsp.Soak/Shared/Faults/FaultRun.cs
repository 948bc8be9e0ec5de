using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Faults;

/// <summary>Breaks one thing after another while the load runs, and sees that the replicas find together again after each.</summary>
/// <param name="world">The run.</param>
/// <param name="group">The replicas.</param>
/// <param name="owners">The tenants' owners.</param>
/// <param name="truths">What holds for each tenant.</param>
internal sealed class FaultRun(SharedWorld world, ReplicaGroup group, IReadOnlyList<SharedOwner> owners, IReadOnlyList<SharedTruth> truths)
{
    /// <summary>How long the load runs undisturbed before each fault: what comes during it is compared with this.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);

    /// <summary>Does them all.</summary>
    /// <param name="kinds">What.</param>
    public async Task RunAsync(IEnumerable<FaultKind> kinds)
    {
        foreach (var kind in kinds)
        {
            await Task.Delay(Before, world.Time);
            var window = world.Faults.Begin(kind.Name, kind.Kills, kind.IsOfRedis, world.Now);
            await kind.BeginAsync();
            await Task.Delay(kind.Length, world.Time);
            if ((kind.Kills ?? kind.Renews) is { } renewed)
            {
                foreach (var truth in truths)
                {
                    truth.BeginsAnew(renewed);
                }
            }

            await kind.EndAsync();
            window.Until = world.Now;
            var isJoined = await group.JoinAsync(world.Time).WaitAsync(LongestEnd);
            window.Joined = world.Now;
            if (!isJoined)
            {
                world.Add(
                    kind.Name,
                    Fault.Wrong($"Not every replica shares again, {(window.Joined - window.Until).TotalSeconds:F1} s later")
                );
            }

            await AgreeAsync(window);
        }
    }

    /// <summary>Once all share again, all go by the same choice, also by one that was made while a replica was alone.</summary>
    private async Task AgreeAsync(Window window)
    {
        foreach (var owner in owners)
        {
            await owner.StillAsync(async () =>
            {
                List<string> seen = [];
                foreach (var replica in group.All)
                {
                    var answer = await SharedAnswer.OfAsync(
                        group.Client(replica.Number, owner.Tenant),
                        "/api/route",
                        $$"""{"task":"{{SharedUpstream.Text(0)}}"}"""
                    );
                    if (answer is { IsJoined: true } && answer.Decision("task number 0") is { } decided)
                    {
                        seen.Add(decided.Choice);
                    }
                }

                world.Tally.Count("looks whether the replicas agree after a fault");
                if (seen.Distinct().Count() > 1)
                {
                    window.Remark = "they disagree";
                    world.Add(window.Name, Fault.Stale($"{owner.Tenant}: the replicas go by {string.Join(", ", seen)} after it"));
                }
            });
        }
    }
}
