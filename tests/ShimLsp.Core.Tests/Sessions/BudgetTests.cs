using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>What a budget does to a session's calls. A call of <c>strong</c> costs $0.015, of <c>cheap</c> $0.0015.</summary>
public sealed class BudgetTests : ChatTable
{
    private const string WithLocal = Three + "\nlocal  cost 0  score 0.20  hard 0.10";

    [Fact]
    public async Task A_call_counts_what_it_cost_and_keeps_nothing_reserved()
    {
        Open(Three, daily: 1);

        await ChatAsync(Easy);
        await ChatAsync(Hard, "strong");

        Standing().Should().BeEquivalentTo(new { Spent = 0.0165, Reserved = 0d });
        Test.Session.Stats().Budget.Should().ContainSingle().Which.State.Should().Be(BudgetState.Ok);
    }

    [Fact]
    public async Task At_the_limit_only_models_without_a_price_are_asked()
    {
        Open(WithLocal, daily: 0.015);
        (await Attempts(Hard)).Should().Be("mid:200");
        await ChatAsync(Hard, "strong");

        (await Attempts(Hard)).Should().Be("local:200");
        var decision = await Test.DecideAsync("hard");
        decision.Model.Slug.Value.Should().Be("local");
        decision.Candidates.Where(candidate => candidate.Rejection is Rejection.OverBudget).Should().HaveCount(3);
    }

    [Fact]
    public async Task If_all_have_a_price_nothing_is_asked_and_the_budget_is_named()
    {
        Open(Three, daily: 0.015);
        await ChatAsync(Hard, "strong");
        var asked = Test.Upstream.Asked.Count;

        var refused = await Refusal(Hard);

        refused.Candidates.Should().OnlyContain(candidate => candidate.Rejection == Rejection.OverBudget);
        refused.Budget!.IsSpent.Should().BeTrue();
        BudgetWords
            .Refusal(refused.Budget)
            .Should()
            .Be(
                "The daily budget of $0.015 is spent. Raise budget.daily in models.json, or use a model without a price. "
                    + "It starts anew at 2026-01-03 00:00 UTC."
            );
        Test.Upstream.Asked.Should().HaveCount(asked);
    }

    [Theory]
    [InlineData("strong", true)]
    [InlineData("local", false)]
    public async Task A_model_that_was_named_is_refused_likewise(string model, bool isRefused)
    {
        Open(WithLocal, daily: 0.015);
        await ChatAsync(Hard, "strong");

        (await ChatAsync(Hard, model) is ChatResult.NotRouted { Why: RouteResult.NothingRoutable { Budget: not null } })
            .Should()
            .Be(isRefused);
    }

    [Fact]
    public async Task From_the_soft_limit_on_more_goes_to_cheaper_models_until_midnight()
    {
        // For a hard task mid scores 0.60: too little for 0.70, and enough for 0.51.
        Open(Three.Replace("hard 0.80", "hard 0.60", StringComparison.Ordinal), daily: 0.015 / 0.88);
        (await Attempts(Hard)).Should().Be("strong:200");
        Test.Session.Stats().Cache.Entries.Should().Be(1);

        var saved = (await ChatAsync(Hard)).Should().BeOfType<ChatResult.Answered>().Subject.Decision;

        (saved.Model.Slug.Value, saved.Source, saved.Threshold!.Value).Should().Be(("mid", DecisionSource.Cache, 0.51));
        saved.Reason.Should().EndWith("(88 % of the daily budget of $0.017045 is spent, so the threshold is 0.51)");

        Test.Clock.Advance(TimeSpan.FromDays(1));
        (await Attempts(Hard)).Should().Be("strong:200", "no decision outlives what it rests on");
    }

    [Fact]
    public async Task A_budget_that_changes_is_in_force_at_once_and_what_was_spent_stays_spent()
    {
        Open(Three, daily: 0.015);
        await ChatAsync(Hard, "strong");
        await Refusal(Hard);

        Test.Session.Adopt(
            Test.State with
            {
                Budgets = [new(new() { Total = new() { Daily = 0.1 } }, "models.json", IsOfWorkspace: false)],
            },
            InvalidationCause.CatalogChanged
        );

        (await Attempts(Hard)).Should().Be("mid:200");
        Standing().Spent.Should().Be(0.0195);
    }

    [Fact]
    public async Task Two_calls_at_once_do_not_both_take_the_rest()
    {
        Open(Three, daily: 0.01);
        var answer = new TaskCompletionSource();
        Test.Upstream.Answer("strong", token => LateAsync(answer.Task, token));
        var first = Test.Session.ChatAsync(new(Hard, new("strong")), view: null, default);

        var second = await Refusal(Hard);
        second.Budget!.IsSpent.Should().BeFalse("it is only reserved");
        BudgetWords.Refusal(second.Budget).Should().StartWith("Calls under way have reserved the rest of the daily budget of $0.01");

        answer.SetResult();
        (await first.Soon()).Should().BeOfType<ChatResult.Answered>();
        Standing().Should().BeEquivalentTo(new { Spent = 0.0015, Reserved = 0d });
        (await Attempts(Hard)).Should().Be("mid:200");
    }

    [Theory]
    [InlineData("cheap 500", 0.003, 0.003)] // what mid takes, who answers for it
    [InlineData("cheap network", 0.003, 0.003)]
    [InlineData("cheap timeout", 0.00301, 0.0036)]
    public async Task A_model_that_refuses_costs_nothing_and_one_that_was_too_slow_its_input(string script, double least, double most)
    {
        Open(Three, daily: 1);
        Script(script);
        Test.Upstream.Answer("mid", new ChatEvent.Finished("stop", new(1_000, null, 0)));

        await ChatAsync(Saying(new string('x', 400)));

        Standing().Spent.Should().BeInRange(least, most);
        Standing().Reserved.Should().Be(0);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_has_cost_what_came()
    {
        Open(Three, daily: 1);
        using var cancel = new CancellationTokenSource();
        Test.Upstream.Answer("strong", token => EndlessAsync(cancel, token));

        await FluentActions
            .Awaiting(() => Test.Session.ChatAsync(new(Hard, new("strong")), view: null, cancel.Token))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        Standing().Spent.Should().BeInRange(0.005, 0.006, "100 tokens of output at $50, and a few of input");
        Standing().Reserved.Should().Be(0);
    }

    [Fact]
    public async Task A_classifier_with_a_price_counts_too_and_rests_when_the_budget_is_spent()
    {
        Test = new TestSession(
            WithLocal + "\nother  cost 0  score 0.3",
            hasClassifier: true,
            budget: new() { Total = new() { Daily = 0 } }
        );

        (await Test.DecideAsync("hard")).StandIn.Should().BeNull("the judge has no price");

        Test = new TestSession(
            WithLocal + "\nother  cost 0  score 0.3\njudge  noCandidate  price 1/0.1/5",
            new RouterSpec { Classifier = new("judge") },
            budget: new() { Total = new() { Daily = 0 } }
        );
        (await Test.DecideAsync("hard")).StandIn!.Why.Should().Be(StandInReason.OverBudget);
    }

    private void Open(string table, double daily) => Test = new TestSession(table, budget: new() { Total = new() { Daily = daily } });

    private BudgetStanding Standing() => Test.Session.Stats().Budget.Single();

    private async Task<RouteResult.NothingRoutable> Refusal(Core.Conversation.ChatRequest request) =>
        (await ChatAsync(request))
            .Should()
            .BeOfType<ChatResult.NotRouted>()
            .Which.Why.Should()
            .BeOfType<RouteResult.NothingRoutable>()
            .Subject;

    private static async IAsyncEnumerable<ChatEvent> LateAsync(
        Task answer,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await answer.WaitAsync(cancellationToken);
        yield return new ChatEvent.Finished("stop", new(100, null, 10));
    }

    private static async IAsyncEnumerable<ChatEvent> EndlessAsync(
        CancellationTokenSource cancel,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return new ChatEvent.Text(new string('x', 400));
        await cancel.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
