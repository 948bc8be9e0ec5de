using System.Globalization;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Classification;

/// <summary>However many ask at once, the person's model is asked for as few of them as can be, and few at a time.</summary>
public sealed class LoadTests
{
    private const string Patient = "\"timeout_seconds\": 300"; // else a busy machine could run into the default limit

    private static readonly Answer Scores = Answer.Scores(("cheap", 0.9), ("strong", 0.95));

    [Fact]
    public async Task Two_hundred_identical_routes_are_one_call()
    {
        var gate = new Gate();
        await using var world = await ClassifierWorld.StartAsync(Scores.HeadersAfter(gate), router: Patient);

        var asked = Enumerable.Range(0, 200).Select(_ => world.RouteAsync("one task")).ToArray();
        await world.Client.UntilAsync("status", """{"coalesced":199}""");
        gate.Open();
        var answers = await Task.WhenAll(asked);

        world.Judge.Received.Should().Be(1);
        answers.Should().ContainSingle(answer => answer == "cheap classifier");
        answers.Should().OnlyContain(answer => answer == "cheap classifier" || answer == "cheap coalesced");
    }

    [Fact]
    public async Task An_invalidation_under_five_hundred_different_routes_causes_no_spike_of_calls()
    {
        var gate = new Gate();
        await using var world = await ClassifierWorld.StartAsync(Scores.HeadersAfter(gate), router: Patient);

        var before = await BeginAsync(world, 0, 250);
        await world.Client.CallAsync("invalidateCache");
        var after = await BeginAsync(world, 250, 250);
        await world.StatusAsync(); // its answer says that all have begun: 4 are asked, 64 wait, the rest is refused
        await gate.HoldsAsync(4);
        gate.Open();
        var answers = await Task.WhenAll([.. before, .. after]);

        answers.Should().HaveCount(500).And.OnlyContain(answer => answer.At("result.slug").GetString() == "cheap");
        world.Judge.MostInFlight.Should().Be(4);
        var status = await world.StatusAsync();
        status.At("classifier.calls").GetInt32().Should().Be(world.Judge.Received).And.BeInRange(68, 499);
        (status.At("classifier.calls").GetInt32() + status.At("classifier.queueRejected").GetInt32()).Should().Be(500);
    }

    private static async Task<List<Task<JsonElement>>> BeginAsync(ClassifierWorld world, int from, int count)
    {
        var answers = new List<Task<JsonElement>>();
        for (var number = from; number < from + count; number++)
        {
            answers.Add(
                await world.Client.BeginAsync("route", string.Create(CultureInfo.InvariantCulture, $$"""{"task":"task {{number}}"}"""))
            );
        }

        return answers;
    }
}
