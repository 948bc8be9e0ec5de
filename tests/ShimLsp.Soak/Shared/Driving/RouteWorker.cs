using System.Globalization;
using System.Net;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>Asks one replica where tasks of one tenant go, one after the other, and has each answer judged.</summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
/// <param name="truth">What holds for the tenant.</param>
/// <param name="replica">The replica.</param>
internal sealed class RouteWorker(SharedWorld world, Scene scene, SharedTruth truth, int replica)
{
    /// <summary>How many tasks there are: few enough that none makes room for another.</summary>
    public const int Tasks = 120;

    // By then there is a generation behind each tenant, of which a decision can be.
    private const int FirstStale = 200;

    /// <summary>Works until it is stopped or there were enough requests.</summary>
    /// <param name="random">Chooses tasks and pauses.</param>
    /// <param name="pause">The mean time between two requests.</param>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(Random random, TimeSpan pause, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause * (2 * random.NextDouble()), world.Time, CancellationToken.None);
            }

            // A few tasks are asked for often, most of them seldom.
            await AskAsync((int)(Tasks * Math.Pow(random.NextDouble(), 2)));
        }
    }

    /// <summary>Asks once.</summary>
    /// <param name="number">The task's number.</param>
    /// <returns>The decision; null if there is none.</returns>
    public async Task<Decided?> AskAsync(int number)
    {
        var task = string.Create(CultureInfo.InvariantCulture, $"task number {number}");
        world.CountRequest();
        var begun = truth.Begin(replica, world.Now);
        var answer = await SharedAnswer.OfAsync(
            scene.Group.Client(replica, truth.Name),
            "/api/route",
            $$"""{"task":"{{SharedUpstream.Text(number)}}"}"""
        );
        var now = world.Now;
        if (answer is null || world.Falsifies(Sabotage.Drop))
        {
            world.Lost(begun, $"{task} of {truth.Name} was not answered");
            return null;
        }

        if (answer.Decision(task) is not { } decided)
        {
            Refused(answer, task);
            return null;
        }

        world.Latencies.Add(begun.Start, now, decided.IsJoined, replica);
        world.Tally.Count($"routes, {decided.Source}");
        world.Tally.Count(decided.IsJoined ? "answers, joined" : "answers, alone");
        Judge(begun, Falsified(decided), [.. answer.Scores(world.Classifications)], now);
        return decided;
    }

    /// <summary>A decision as the checker is told of it: once of a generation that was over long ago, or of a model of nobody's.</summary>
    private Decided Falsified(Decided decided) =>
        world.Requests > FirstStale && world.Falsifies(Sabotage.Stale) ? decided with { IsJoined = true, Generation = 0 }
        : world.Falsifies(Sabotage.Other) ? decided with { Model = decided.Model with { Tenant = "nobody" } }
        : decided;

    private void Judge(Begun begun, Decided decided, Classified[] scores, TimeSpan now)
    {
        var one = scores.FirstOrDefault();
        world.Add(Where, truth.Judge(begun, decided, one, now));
        if (scores.Length > 1)
        {
            world.Add(Where, Fault.Wrong($"{decided.Task} mixes the scores of {scores.Length} classifications"));
        }

        if (one is null)
        {
            return;
        }

        if (GatewayWorld.Slugs[scene.Upstream.Fit(truth.Name, decided.Task)] != decided.Model.Slug && decided.Choice == GatewayWorld.Auto)
        {
            world.Add(Where, Fault.Wrong($"{decided.Task} went to {decided.Model}, by its scores of {one.At:c}"));
        }

        if (decided.IsJoined && scene.Once.Judge(truth, begun, one, now) is { } twice)
        {
            world.Add(Where, twice);
        }

        // Told until it is found: while something changes, two classifications may be right.
        if (
            world.Options.Sabotage == Sabotage.Repeat
            && !world.HasFalsified
            && decided.IsJoined
            && scene.Once.Judge(truth, begun, one with { Serial = -1 }, now) is { } second
            && world.Falsifies(Sabotage.Repeat)
        )
        {
            world.Add(Where, second);
        }
    }

    private void Refused(SharedAnswer answer, string task)
    {
        world.Tally.Count($"refused, {(int)answer.Status}");
        world.Add(
            Where,
            answer.Status == HttpStatusCode.OK
                ? Fault.Wrong($"{task} was answered with {answer.Body}")
                : Fault.Refusal($"{task} was refused with {(int)answer.Status}: {answer.Body}")
        );
    }

    private string Where => $"{truth.Name}, replica {replica}";
}
