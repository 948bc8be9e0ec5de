using System.Globalization;
using ShimLsp.Core.Health;
using ShimLsp.Mock;
using ShimLsp.Server.Contract.Messages;
using static ShimLsp.Server.Cli.Demo.Upstream.UpstreamCatalog;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>What is shown, in order. The mock's answers are written here; every number comes from the server.</summary>
/// <param name="providers">The mock of the providers.</param>
/// <param name="acts">The calls and their steps.</param>
internal sealed class UpstreamScript(MockProviders providers, UpstreamActs acts)
{
    private const int Callers = 20;

    private static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(40);

    /// <summary>Runs the demonstration.</summary>
    /// <returns>The server's status at the end.</returns>
    public async Task<StatsInfo> RunAsync(double startMilliseconds, CancellationToken cancellationToken)
    {
        await StartAsync(startMilliseconds, cancellationToken).ConfigureAwait(false);
        await ClassifierAsync(cancellationToken).ConfigureAwait(false);
        await ChatAsync(cancellationToken).ConfigureAwait(false);
        await FallbackAsync(cancellationToken).ConfigureAwait(false);
        await RotationAsync(cancellationToken).ConfigureAwait(false);
        return (await acts.Client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value;
    }

    private async Task StartAsync(double startMilliseconds, CancellationToken cancellationToken)
    {
        acts.Section = "The server starts";
        acts.Done("process started, initialize answered", startMilliseconds);
        var models = await acts.Client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        var priced = models.Value.Models.Where(model => model.Pricing is not null).ToArray();
        acts.Done(
            $"listModels: {priced.Length} models",
            models.Milliseconds,
            $"$ per million tokens, in/out: {string.Join(", ", priced.Select(Price))}"
        );
        await GiveKeyAsync(MockProviders.KeyOf(Mid), cancellationToken).ConfigureAwait(false);
    }

    private async Task ClassifierAsync(CancellationToken cancellationToken)
    {
        acts.Section = $"A cheap model, {Judge}, scores each task; the cheapest that is good enough is chosen";
        foreach (var task in (DemoTask[])[DemoTasks.Trivial, DemoTasks.Middling, DemoTasks.Hard])
        {
            await acts.RouteAsync(task, cancellationToken).ConfigureAwait(false);
        }

        acts.Section = $"{Callers} callers ask the same at once: {Judge} is called once, and the next time not at all";
        await acts.RouteTogetherAsync(DemoTasks.Asked, Callers, cancellationToken).ConfigureAwait(false);
        await acts.RouteAsync(DemoTasks.Asked, cancellationToken).ConfigureAwait(false);
    }

    private async Task ChatAsync(CancellationToken cancellationToken)
    {
        acts.Section = "A chat goes to its model, and the reply streams in";
        providers.Let(
            Small,
            Answer
                .Says("A mutex", " is a lock", " that lets", " one thread", " at a time", " into", " a piece of code.")
                .Takes(500, 20)
                .Drips(Drip)
        );
        await acts.StreamAsync(
                DemoTasks.Question.Text,
                new() { Messages = DemoTurns.Question(DemoTasks.Question.Text) },
                null,
                cancellationToken
            )
            .ConfigureAwait(false);

        providers.Let(
            Mid,
            Answer.Says().Calls("call_1", DemoTurns.ToolName, "{\"path\":", " \"test/cache", ".test.ts\"}").Takes(2_000, 20).Drips(Drip)
        );
        var called = await acts.StreamAsync(DemoTasks.Tool.Text, DemoTurns.WithTool(DemoTasks.Tool.Text), null, cancellationToken)
            .ConfigureAwait(false);
        providers.Let(
            Mid,
            Answer
                .Says("It reads", " the wall clock,", " twice:", " a tick", " between the two", " fails the test.")
                .Takes(3_000, 40, cached: 2_000)
                .Drips(Drip)
        );
        var result = DemoTurns.WithResult(
            DemoTasks.Tool.Text,
            called.ToolCalls![0],
            "const start = Date.now(); run(); expect(Date.now()).toBe(start);"
        );
        await acts.StreamAsync(
                $"(the result of {DemoTurns.ToolName})",
                result,
                "the same task, so it is not scored again",
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task FallbackAsync(CancellationToken cancellationToken)
    {
        acts.Section = $"{Small} fails: the next best answers instead, and the next chat avoids it";
        providers.Let(Small, Answer.Fails(503));
        providers.Let(Mid, Answer.Says("Done.").Takes(800, 40));
        await acts.ChatAsync(DemoTasks.Rename, Attempts, cancellationToken).ConfigureAwait(false);
        await acts.ChatAsync(DemoTasks.Message, answer => $"{Attempts(answer)}; {LeftOut(answer)}", cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task RotationAsync(CancellationToken cancellationToken)
    {
        acts.Section = $"{Mid} gets a new key: the old one is rejected, you set the new one";
        providers.Let(Large, Answer.Says("Done.").Takes(800, 40));
        var key = providers.Rotate();
        await acts.ChatAsync(DemoTasks.Edge, Attempts, cancellationToken).ConfigureAwait(false);
        await GiveKeyAsync(key, cancellationToken).ConfigureAwait(false);
        await acts.ChatAsync(DemoTasks.Edge, Attempts, cancellationToken).ConfigureAwait(false);
    }

    private async Task GiveKeyAsync(string key, CancellationToken cancellationToken)
    {
        var before = await acts.AvailabilityAsync(Mid, cancellationToken).ConfigureAwait(false);
        var entries = (await acts.Client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        var given = await acts.Client.SetCredentialAsync(MidKey, key, cancellationToken).ConfigureAwait(false);
        var after = await acts.AvailabilityAsync(Mid, cancellationToken).ConfigureAwait(false);
        var left = (await acts.Client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value.Entries;
        acts.Done(
            $"setCredential {MidKey}, for {string.Join(", ", given.Value.Affected)}",
            given.Milliseconds,
            $"{Mid} was {Words(before)}, and is {Words(after)}{(entries > left ? $"; {entries - left} cached entries dropped" : "")}",
            entries - left
        );
    }

    private static string Attempts(ChatResultInfo answer) =>
        $"attempts: {string.Join(", ", answer.Attempts.Select(attempt => $"{attempt.Slug} {attempt.Status}"))}";

    private static string LeftOut(ChatResultInfo answer) =>
        string.Join(
            ", ",
            answer
                .Decision.Candidates.Where(candidate => candidate.Rejection is not null)
                .Select(candidate => $"{candidate.Slug} left out: {DecisionView.Words(candidate.Rejection)}")
        );

    private static string Words(AvailabilityInfo availability) =>
        availability.State switch
        {
            AvailabilityState.Available => "available",
            AvailabilityState.MissingCredential => "without a key",
            AvailabilityState.Unauthorized => "unauthorized",
            AvailabilityState.OutOfCredit => "out of credit",
            AvailabilityState.NotFound => "not found",
            AvailabilityState.RateLimited => "rate limited",
            _ => "failing",
        };

    private static string Price(ModelInfo model) =>
        string.Create(CultureInfo.InvariantCulture, $"{model.Slug} {model.Pricing!.Input:0.##}/{model.Pricing.Output:0.##}");
}
