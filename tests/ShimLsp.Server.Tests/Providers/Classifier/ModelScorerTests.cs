using System.Collections.Immutable;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Classifier;
using Classified = ShimLsp.Core.Classifying.Classification;

namespace ShimLsp.Server.Tests.Providers.Classifier;

/// <summary>One question, one whole reply, and numbers from it. Its usage is reported, even if the reply is unusable.</summary>
public sealed class ModelScorerTests
{
    private const string Reply = """{"scores":{"cheap":0.4,"strong":0.95}} canary-reply""";

    private static readonly TaskSignal Task = new("a task", false, true, 9);
    private static readonly TokenUsage Usage = new(500, 100, 20);
    private static readonly ChatEvent Finished = new ChatEvent.Finished("stop", Usage);
    private static readonly ModelSpec Judge = Questions.Model("judge");
    private static readonly ImmutableArray<ModelSpec> Candidates = [Questions.Model("cheap"), Questions.Model("strong")];

    [Fact]
    public async Task It_asks_its_model_once_and_reads_the_whole_reply()
    {
        var upstream = new Questions(new ChatEvent.Text(Reply[..20]), new ChatEvent.Text(Reply[20..]), Finished);

        var (sheet, usage) = (Classified.Answered)await Score(upstream);

        sheet.Scores.Should().Equal(new Score(new("cheap"), 0.4), new Score(new("strong"), 0.95));
        usage.Should().Be(Usage);
        sheet.Because.Should().Be("scored by judge", "a reply's text never gets out");
        upstream.AskedOf.Should().Be("judge");
        upstream.Streams.Should().BeFalse();
        upstream.Asked!.Options.MaxOutputTokens.Should().Be(600);
        upstream.MostReplyBytes.Should().Be(256 * 1024);
    }

    [Theory]
    [InlineData(400, null)]
    [InlineData(401, 0.0)]
    [InlineData(500, 0.0)]
    public async Task One_that_refuses_the_question_as_it_is_gets_the_next_without_a_temperature(int status, double? next)
    {
        var upstream = new Questions { Failure = new UpstreamException(new Outcome(status), "It refuses.") };
        var scorer = new ModelScorer(upstream, Judge, 600);
        var asking = async () => await scorer.ClassifyAsync(Task, Candidates, default);
        var refused = new Classified.Failed(new Outcome(status), "It refuses.");

        (await asking()).Should().Be(refused);
        upstream.Times.Should().Be(1, "nothing is tried twice");
        upstream.Asked!.Options.Temperature.Should().Be(0);

        (await asking()).Should().Be(refused);
        upstream.Asked!.Options.Temperature.Should().Be((float?)next);

        (await asking()).Should().Be(refused);
        upstream.Asked!.Options.Temperature.Should().Be(0, "what was refused without it as well was not refused for it");
    }

    [Theory]
    [InlineData("I cannot say.")]
    [InlineData("")]
    [InlineData("""{"scores":{"nobody":1}}""")]
    public async Task A_reply_without_scores_still_costs_money(string reply)
    {
        (await Score(new Questions(new ChatEvent.Text(reply), Finished))).Should().Be(new Classified.Unusable(Usage));
    }

    [Fact]
    public async Task Of_a_reply_of_ten_megabytes_the_beginning_is_kept()
    {
        var rest = Enumerable.Repeat((ChatEvent)new ChatEvent.Text(new string('x', 1 << 20)), 10);

        ((Classified.Answered)await Score(new Questions([new ChatEvent.Text(Reply), .. rest, Finished])))
            .Sheet.Scores[0]
            .Value.Should()
            .Be(0.4);
    }

    [Fact]
    public async Task A_tool_call_is_not_a_score()
    {
        (await Score(new Questions(new ChatEvent.ToolCall(0, "1", "score", Reply), Finished))).Should().Be(new Classified.Unusable(Usage));
    }

    [Fact]
    public async Task A_failure_of_the_model_is_reported_unchanged()
    {
        var failure = new UpstreamException(new Outcome(429), "It asked for a pause.");

        (await Score(new Questions { Failure = failure })).Should().Be(new Classified.Failed(failure.Outcome, failure.Message));
    }

    [Fact]
    public async Task A_slow_model_is_distinguished_from_a_failing_one()
    {
        var failure = new UpstreamException(new Outcome(null, NoAnswer.Timeout), "It was slow.");

        (await Score(new Questions { Failure = failure })).Should().Be(new Classified.TimedOut());
    }

    [Fact]
    public void The_scorer_of_a_model_is_made_once_and_named_by_question_and_model()
    {
        var classifiers = new ModelClassifiers(new Questions());
        var first = classifiers.For(Judge, 600)!;

        first.Identity.Should().Be("classifier/1/judge");
        classifiers.For(Judge, 600).Should().BeSameAs(first);
        classifiers.For(Judge, 601).Should().NotBeSameAs(first);
        var other = Questions.Model("other");
        classifiers.For(other, 600)!.Identity.Should().Be("classifier/1/other");
        classifiers.For(other, 600).Should().BeSameAs(classifiers.For(other, 600));
    }

    [Fact]
    public void Asking_for_it_with_every_route_costs_no_memory()
    {
        var classifiers = new ModelClassifiers(new Questions());
        classifiers.For(Judge, 600);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = 0L;
        for (var route = 0; route < 10_000; route++)
        {
            length += classifiers.For(Judge, 600)!.Identity.Length;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000);
        length.Should().Be(10_000 * "classifier/1/judge".Length);
    }

    private static async Task<Classified> Score(Questions upstream) =>
        await new ModelScorer(upstream, Judge, 600).ClassifyAsync(Task, Candidates, default);
}
