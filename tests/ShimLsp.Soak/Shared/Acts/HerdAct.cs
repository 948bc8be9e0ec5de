using System.Globalization;
using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// A thousand requests for one task at once, over all replicas: the task is classified once, and once more after a switch.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class HerdAct(SharedWorld world, Scene scene)
{
    private const int Size = 1_000;
    private const int Generations = 3;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);

    /// <summary>Does it.</summary>
    public async Task RunAsync()
    {
        const int Number = 900_000;
        var before = 0;
        for (var generation = 1; generation <= Generations; generation++)
        {
            var (classified, alone) = await RunOnceAsync(Number);
            var count = scene.Upstream.Count(Scene.Herd, Number) - before;
            before += count;
            world.Tally.Count("herds");
            if (alone > 0)
            {
                world.Tally.Count("herds that a replica was alone for"); // it asks for itself, or goes by a generation that has ended
            }
            else if (count > 1 || classified.Count > 1)
            {
                world.Add(
                    "the herd",
                    new Fault(
                        FindingKind.Repeated,
                        $"{Size} requests in generation {generation}: {count} classifications, {classified.Count} in their answers"
                    )
                );
            }

            var next = await SharedAnswer.OfAsync(
                scene.Group.Client(generation % Scene.Replicas, Scene.Herd),
                "/api/switch",
                """{"slug":"auto"}"""
            );
            if (next is not { IsJoined: true })
            {
                return; // the others do not know that a generation has ended
            }
        }
    }

    private async Task<(HashSet<int> Classified, int Alone)> RunOnceAsync(int number)
    {
        var gate = new Gate();
        scene.Upstream.HoldsJudge = gate;
        var from = world.Now;
        var asked = Enumerable
            .Range(0, Size)
            .Select(index =>
                SharedAnswer.OfAsync(
                    scene.Group.Client(index % Scene.Replicas, Scene.Herd),
                    "/api/route",
                    $$"""{"task":"{{SharedUpstream.Text(number)}}"}"""
                )
            )
            .ToArray();
        await gate.HoldsAsync();
        await Task.Delay(Gathering, world.Time); // so that all have come before there is anything to share
        scene.Upstream.HoldsJudge = null;
        gate.Open();
        var answers = await Task.WhenAll(asked);
        world.Tally.Waited("longest herd", world.Now - from);
        HashSet<int> classified = [];
        var alone = 0;
        foreach (var answer in answers)
        {
            world.CountRequest();
            var task = string.Create(CultureInfo.InvariantCulture, $"task number {number}");
            if (answer?.Decision(task) is not { } decided)
            {
                world.Add("the herd", Fault.Lost($"a request was answered with {answer?.Body.ToString() ?? "nothing"}"));
                continue;
            }

            world.Tally.Count($"herd, {decided.Source}, {(decided.IsJoined ? "joined" : "alone")}");
            alone += decided.IsJoined ? 0 : 1;
            classified.UnionWith(answer.Scores(world.Classifications).Select(one => one.Serial));
            if (!answer.Scores(world.Classifications).Any())
            {
                world.Add("the herd", Fault.Wrong($"a request was answered without the classifier's scores: {answer.Body}"));
            }
        }

        return (classified, alone);
    }
}
