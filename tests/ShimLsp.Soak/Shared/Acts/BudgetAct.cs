using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// Two hundred calls at the same time, over all replicas, against a budget that is enough for twenty: all of them together overrun it by no
/// more than one. Afterwards each replica says the same of what was spent, and lets no call through.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class BudgetAct(SharedWorld world, Scene scene)
{
    private const int AtOnce = 200;
    private const int Afterwards = 30;
    private const string Where = "the budget";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int done;

    /// <summary>Does it.</summary>
    public async Task RunAsync()
    {
        var gate = new Gate();
        scene.Upstream.HoldsPaid = gate;
        var from = world.Now;
        var calls = Enumerable.Range(0, AtOnce).Select(index => CallAsync(index % Scene.Replicas)).ToArray();
        while (gate.Waiting + Volatile.Read(ref done) < AtOnce && world.Now - from < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), world.Time);
        }

        scene.Upstream.HoldsPaid = null;
        gate.Open();
        var first = await Task.WhenAll(calls);
        Count(first, "at once");
        List<Answered> later = [];
        for (var index = 0; index < Afterwards; index++)
        {
            later.Add(await CallAsync(index % Scene.Replicas));
        }

        Count(later, "afterwards");
        await JudgeAsync([.. first, .. later]);
    }

    private async Task JudgeAsync(Answered[] all)
    {
        var (spent, isJoined) = (scene.Upstream.PaidCalls * SharedFolder.CostOfCall, all.All(one => one.IsJoined == true));
        world.Tally.Waited("spent of a budget of 20 by 230 calls, in thousandths of a dollar", TimeSpan.FromMilliseconds(1000 * spent));
        if (!isJoined)
        {
            world.Tally.Count("calls for a budget that were answered alone");
        }

        var most = Scene.Budget + SharedFolder.CostOfCall + (isJoined ? 0 : (Scene.Replicas - 1) * Scene.Budget);
        if (spent > most || spent < Scene.Budget)
        {
            world.Add(Where, Fault.Wrong($"{spent} was spent of {Scene.Budget}, at most {most} may be, and all of it should"));
        }

        for (var replica = 0; replica < Scene.Replicas; replica++)
        {
            var client = scene.Group.Client(replica, Scene.Payer);
            var status = JsonElement.Parse(await client.GetByteArrayAsync(new Uri("/api/status", UriKind.Relative)));
            var said = status.TryGetProperty("budget", out var budgets)
                ? budgets.EnumerateArray().Select(one => one.GetProperty("spent").GetDouble()).DefaultIfEmpty().Max()
                : 0;
            if (isJoined && Math.Abs(said - spent) > 0.01)
            {
                world.Add(Where, Fault.Wrong($"Replica {replica} says that {said} was spent, but it was {spent}"));
            }
        }
    }

    private void Count(IEnumerable<Answered> answers, string when)
    {
        foreach (var answer in answers)
        {
            world.Tally.Count(string.Create(CultureInfo.InvariantCulture, $"calls for a budget, {when}, {(int)answer.Status}"));
            if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests))
            {
                world.Add(Where, Fault.Refusal($"A call was answered with {(int)answer.Status}"));
            }
        }
    }

    private async Task<Answered> CallAsync(int replica)
    {
        world.CountRequest();
        using var body = new StringContent(
            $$"""{"model":"{{SharedFolder.Paid}}","messages":[{"role":"user","content":"Please do it."}]}""",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await scene
            .Group.Client(replica, Scene.Payer)
            .PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), body);
        await response.Content.ReadAsByteArrayAsync();
        Interlocked.Increment(ref done);
        return new(response.StatusCode, SharedAnswer.Says(response));
    }

    private readonly record struct Answered(HttpStatusCode Status, bool? IsJoined);
}
