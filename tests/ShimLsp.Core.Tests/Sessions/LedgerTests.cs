using System.Runtime.CompilerServices;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Every call to a model is recorded once, whatever becomes of it.</summary>
public sealed class LedgerTests : ChatTable
{
    [Fact]
    public async Task A_call_that_fails_and_the_one_that_takes_over_are_two()
    {
        Script("cheap 503");

        await ChatAsync(Easy);

        Test.Ledger.Lines.Should()
            .Equal(
                "Chat cheap 1 Embedded Failed 503, no tokens, no cost, saved 0",
                "Chat mid 2 Embedded Answered 200, 1000/-/100 tokens, $0.0045, saved 0.0105"
            );
    }

    [Theory]
    [InlineData("cheap timeout", "Failed -")]
    [InlineData("cheap network", "Failed -")]
    [InlineData("cheap 400", "Failed 400")]
    [InlineData("cheap 200", "Answered 200")]
    public async Task Each_end_has_its_word(string script, string expected)
    {
        Script(script);

        await ChatAsync(Easy, model: "cheap");

        Test.Ledger.Lines.Should().ContainSingle().Which.Should().StartWith($"Chat cheap 1 Pinned {expected},");
    }

    [Fact]
    public async Task A_provider_that_counts_no_tokens_leaves_an_estimate_without_a_cost()
    {
        Test.Upstream.Answer("cheap", new ChatEvent.Text("yes"), new ChatEvent.Finished("stop", null));

        await ChatAsync(Easy);

        Test.Ledger.Lines.Should()
            .ContainSingle()
            .Which.Should()
            .MatchRegex(@"^Chat cheap 1 Embedded Answered 200, \d+/-/\d+ tokens estimated, no cost");
    }

    [Fact]
    public async Task Times_are_those_of_the_first_piece_and_of_the_end()
    {
        Test.Upstream.Answer("cheap", _ => Slowly());

        await ChatAsync(Easy);

        var entry = Test.Ledger.Entries.Should().ContainSingle().Subject;
        (entry.FirstPiece, entry.Elapsed).Should().Be((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)));
        entry.Ended.Should().Be(Test.Clock.GetUtcNow());

        async IAsyncEnumerable<ChatEvent> Slowly()
        {
            await Task.Yield();
            Test.Clock.Advance(TimeSpan.FromSeconds(2));
            yield return new ChatEvent.Text("yes");
            Test.Clock.Advance(TimeSpan.FromSeconds(3));
            yield return new ChatEvent.Finished("stop", new(1, null, 1));
        }
    }

    [Fact]
    public async Task A_call_that_the_client_gives_up_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        Test.Upstream.Answer("cheap", Endless);

        var chat = Test.Session.ChatAsync(new ChatTurn(Easy), null, stop.Token);
        await stop.CancelAsync();

        await FluentActions.Awaiting(() => chat).Should().ThrowAsync<OperationCanceledException>();
        Test.Ledger.Lines.Should().Equal("Chat cheap 1 Embedded Cancelled -, no tokens, no cost, saved 0");

        static async IAsyncEnumerable<ChatEvent> Endless([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }

    [Fact]
    public async Task A_classification_is_recorded_once_for_all_who_share_its_scores_and_what_it_costs_is_no_saving()
    {
        Test.Dispose();
        Test = new(Three + "\njudge noCandidate price 1/0.1/2", new() { Classifier = new("judge") });
        Test.Classifier.Usage = new(1_000, null, 100);

        await Test.DecideAsync();
        await Test.DecideAsync();

        Test.Ledger.Lines.Should().Equal("Classification judge 1 - Answered 200, 1000/-/100 tokens, $0.0012, saved -0.0012");
        Test.Session.Stats().Savings.Classifier.Should().Be(0.0012);
    }

    [Fact]
    public async Task A_probe_is_recorded()
    {
        await Test.Session.Probe.AskAsync(new("cheap"), default);
        Test.Upstream.Fail("cheap", new Outcome(401));
        await Test.Session.Probe.AskAsync(new("cheap"), default);

        Test.Ledger.Lines.Should()
            .Equal(
                "Probe cheap 1 - Answered 200, 1000/-/100 tokens, $0.0015, saved 0",
                "Probe cheap 1 - Failed 401, no tokens, no cost, saved 0"
            );
    }

    [Fact]
    public async Task A_turn_that_no_model_takes_makes_no_entry()
    {
        await ChatAsync(Easy, model: "nobody");

        Test.Ledger.Lines.Should().BeEmpty();
    }
}
