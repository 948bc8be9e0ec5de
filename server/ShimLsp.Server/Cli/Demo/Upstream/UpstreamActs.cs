using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>The parts of the script: each makes one call and shows its step.</summary>
/// <param name="server">The server, for its notifications.</param>
/// <param name="client">The calls.</param>
/// <param name="providers">The mock of the providers.</param>
/// <param name="stage">Where the steps are shown.</param>
/// <param name="time">The clock.</param>
internal sealed class UpstreamActs(DemoServer server, DemoClient client, MockProviders providers, IUpstreamStage stage, TimeProvider time)
{
    /// <summary>The plain calls.</summary>
    public DemoClient Client => client;

    /// <summary>What the next steps are about.</summary>
    public string Section { get; set; } = "";

    /// <summary>Something was done.</summary>
    public void Done(string what, double milliseconds, string? why = null, int? dropped = null) =>
        stage.Show(
            new()
            {
                Section = Section,
                What = what,
                Why = why,
                Dropped = dropped,
                Milliseconds = milliseconds,
            }
        );

    /// <summary>Routes a task.</summary>
    public async Task RouteAsync(DemoTask task, CancellationToken cancellationToken)
    {
        var before = providers.JudgeCalls;
        var (decision, milliseconds) = await client.RouteAsync(task.Text, cancellationToken).ConfigureAwait(false);
        stage.Show(
            StepOf(task.Text, decision, milliseconds) with
            {
                ClassifierCalls = providers.JudgeCalls - before,
                Why = decision.Reason,
            }
        );
    }

    /// <summary>Routes a task for several callers at once. The classifier answers only after all of them have asked.</summary>
    public async Task RouteTogetherAsync(DemoTask task, int callers, CancellationToken cancellationToken)
    {
        var before = providers.JudgeCalls;
        var asked = Asked((await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value) + callers;
        var gate = providers.Hold();
        var (decisions, milliseconds) = await client
            .Timed(async () =>
            {
                var all = Enumerable.Range(0, callers).Select(_ => client.RouteAsync(task.Text, cancellationToken)).ToArray();
                while (Asked((await client.StatusAsync(cancellationToken).ConfigureAwait(false)).Value) < asked)
                {
                    // Each round waits for an answer, so the server has read what was sent before.
                }

                gate.Open();
                return await Task.WhenAll(all).ConfigureAwait(false);
            })
            .ConfigureAwait(false);
        var calls = providers.JudgeCalls - before;
        var bySource = decisions
            .Select(decision => decision.Value)
            .GroupBy(decision => decision.Source)
            .OrderBy(group => group.Count())
            .ToArray();
        var sources = bySource.Select(group => $"{group.Count()} {DecisionView.Name(group.Key)}");
        stage.Show(
            StepOf($"{callers} x {task.Text}", bySource[^1].First(), milliseconds) with
            {
                ClassifierCalls = calls,
                Why = $"{UpstreamCatalog.Judge} got {(calls == 1 ? "one call" : $"{calls} calls")}; answers: {string.Join(", ", sources)}",
            }
        );
    }

    /// <summary>Asks for a reply as a whole.</summary>
    public async Task<ChatResultInfo> ChatAsync(DemoTask task, Func<ChatResultInfo, string> why, CancellationToken cancellationToken)
    {
        var before = providers.JudgeCalls;
        var (answer, milliseconds) = await client
            .ChatAsync(new() { Messages = DemoTurns.Question(task.Text) }, cancellationToken)
            .ConfigureAwait(false);
        stage.Show(StepOf(task.Text, answer, milliseconds) with { ClassifierCalls = providers.JudgeCalls - before, Why = why(answer) });
        return answer;
    }

    /// <summary>Asks for a reply piece by piece.</summary>
    /// <param name="asked">The question as it is shown.</param>
    /// <param name="turn">The same as it is sent.</param>
    /// <param name="why">One sentence on the outcome; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ChatResultInfo> StreamAsync(string asked, ChatParams turn, string? why, CancellationToken cancellationToken)
    {
        var before = providers.JudgeCalls;
        stage.Ask(Section, asked);
        var reply = new StreamedReply(time, stage.Hear);
        server.Hear(reply.Add);
        var streamed = turn with { PartialResultToken = JsonSerializer.SerializeToElement(asked, WireJson.Default.String) };
        var (answer, milliseconds) = await client.ChatAsync(streamed, cancellationToken).ConfigureAwait(false);
        await reply.HasAllOfAsync(answer, cancellationToken).ConfigureAwait(false);
        var step = StepOf(asked, answer, milliseconds);
        stage.Show(
            step with
            {
                ClassifierCalls = providers.JudgeCalls - before,
                Why = why,
                Reply = step.Reply! with { Pieces = reply.Pieces, FirstPieceMilliseconds = reply.FirstPieceMilliseconds },
            }
        );
        return answer;
    }

    /// <summary>The state of a model, from `listModels`.</summary>
    public async Task<AvailabilityInfo> AvailabilityAsync(string slug, CancellationToken cancellationToken)
    {
        var models = await client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        return models.Value.Models.Single(model => model.Slug == slug).Availability;
    }

    private static long Asked(StatsInfo status) => status.Hits + status.Misses + status.Coalesced;

    private DemoStep StepOf(string what, ChatResultInfo answer, double milliseconds) =>
        StepOf(what, answer.Decision, milliseconds) with
        {
            Model = answer.Slug,
            // The model that answered may not be the one that was chosen.
            Score = answer.Decision.Candidates.FirstOrDefault(candidate => candidate.Slug == answer.Slug)?.Score,
            Reply = new()
            {
                Text = answer.Text,
                ToolCalls = answer.ToolCalls,
                Usage = answer.Usage,
                Cost = answer.Cost,
                Attempts = answer.Attempts,
            },
        };

    private DemoStep StepOf(string what, DecisionInfo decision, double milliseconds) =>
        new()
        {
            Section = Section,
            What = what,
            Model = decision.Slug,
            Score = decision.Score,
            Source = decision.Source,
            Milliseconds = milliseconds,
        };
}
