using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Caching;

/// <summary>Classifications under way: which callers join, which leave, and what is stored.</summary>
public sealed class RouterCacheFlightTests : IDisposable
{
    private readonly RouterCache cache = new(256, null, 1, new FakeTimeProvider());
    private readonly ControlledScorer scorer = new("held") { Holds = true };

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task A_herd_of_1000_makes_one_scorer_call()
    {
        var herd = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(() => new { Answer = Ask() }))).Soon();

        (await scorer.NextAsync()).Answer();
        var outcomes = (await Task.WhenAll(herd.Select(caller => caller.Answer)).Soon()).Select(answer => answer.Outcome);

        scorer.Calls.Should().Be(1);
        outcomes.Count(outcome => outcome == CacheOutcome.Miss).Should().Be(1);
        cache
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Misses = 1L,
                    Coalesced = 999L,
                    Hits = 0L,
                    Entries = 1,
                }
            );
    }

    [Fact]
    public async Task A_caller_who_cancels_leaves_the_others_undisturbed()
    {
        using var impatient = new CancellationTokenSource();
        var first = Ask(cancellationToken: impatient.Token);
        var second = Ask();
        var call = await scorer.NextAsync();

        await impatient.CancelAsync();

        await first.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        call.Cancelled.IsCancellationRequested.Should().BeFalse();
        call.Answer();
        (await second.Soon()).Outcome.Should().Be(CacheOutcome.Coalesced);
        cache.Stats().Entries.Should().Be(1);
    }

    [Fact]
    public async Task The_last_to_cancel_cancels_the_call_and_the_next_caller_starts_another()
    {
        using var impatient = new CancellationTokenSource();
        var callers = new[] { Ask(cancellationToken: impatient.Token), Ask(cancellationToken: impatient.Token) };
        var abandoned = await scorer.NextAsync();

        await impatient.CancelAsync();
        foreach (var caller in callers)
        {
            await caller.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        }

        abandoned.Cancelled.IsCancellationRequested.Should().BeTrue();
        var newcomer = Ask();
        (await scorer.NextAsync()).Answer();
        (await newcomer.Soon()).Outcome.Should().Be(CacheOutcome.Miss);
        scorer.Calls.Should().Be(2);
    }

    [Fact]
    public async Task A_late_answer_to_an_abandoned_call_reaches_nobody()
    {
        using var impatient = new CancellationTokenSource();
        var late = new TaskCompletionSource<Scoring>(); // what follows its answer runs inside SetResult
        var caller = cache.GetOrScoreAsync(Keys.Of(0), 1, _ => new(late.Task), impatient.Token).AsTask();
        await impatient.CancelAsync();
        await caller.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        var newcomer = Ask();

        await Task.Run(() => late.SetResult(Keys.Scoring()));

        cache.Stats().Entries.Should().Be(0, "what was abandoned is not stored");
        newcomer.IsCompleted.Should().BeFalse("nor does it answer those who came later");
        (await scorer.NextAsync()).Answer();
        await newcomer.Soon();
        cache.Stats().Entries.Should().Be(1);
    }

    [Fact]
    public async Task One_who_comes_cancelled_starts_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => Ask(cancellationToken: cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();

        scorer.Calls.Should().Be(0);
        cache.Stats().Should().BeEquivalentTo(new { Misses = 0L, Coalesced = 0L });
    }

    [Fact]
    public async Task A_failure_is_shared_and_not_stored()
    {
        var callers = new[] { Ask(), Ask() };

        (await scorer.NextAsync()).Fail(new InvalidOperationException("broken"));

        foreach (var caller in callers)
        {
            await caller.Awaiting(task => task).Should().ThrowAsync<InvalidOperationException>();
        }

        cache.Stats().Entries.Should().Be(0);
        var newcomer = Ask();
        (await scorer.NextAsync()).Answer();
        (await newcomer.Soon()).Outcome.Should().Be(CacheOutcome.Miss);
    }

    [Fact]
    public async Task A_scorer_that_throws_at_once_leaves_no_flight_behind()
    {
        var throwing = () => cache.GetOrScoreAsync(Keys.Of(1), 1, _ => throw new InvalidOperationException("broken"), default).AsTask();

        await throwing.Should().ThrowAsync<InvalidOperationException>();
        await throwing.Should().ThrowAsync<InvalidOperationException>();

        cache.Stats().Should().BeEquivalentTo(new { Misses = 2L, Coalesced = 0L });
    }

    [Fact]
    public async Task A_flight_of_an_older_generation_is_answered_joined_by_its_own_and_never_stored_or_joined_by_newer()
    {
        var before = Ask();
        var old = await scorer.NextAsync();

        cache.Clear(InvalidationCause.Manual, 2);
        var sameGeneration = Ask(generation: 1);
        var newer = Ask(generation: 2);
        var current = await scorer.NextAsync();

        old.Answer();
        (await before.Soon()).Outcome.Should().Be(CacheOutcome.Miss);
        (await sameGeneration.Soon()).Outcome.Should().Be(CacheOutcome.Coalesced);
        newer.IsCompleted.Should().BeFalse();
        cache.Stats().Entries.Should().Be(0, "it began before the clear");

        current.Answer();
        await newer.Soon();
        cache.Stats().Entries.Should().Be(1);
        scorer.Calls.Should().Be(2);
    }

    [Fact]
    public async Task A_call_in_flight_when_the_cache_is_disposed_is_answered()
    {
        var caller = Ask();
        var call = await scorer.NextAsync();

        cache.Dispose();
        call.Answer();

        (await caller.Soon()).Outcome.Should().Be(CacheOutcome.Miss);
    }

    private Task<CacheAnswer> Ask(long generation = 1, CancellationToken cancellationToken = default) =>
        cache.GetOrScoreAsync(Keys.Of(0), generation, ScoreAsync, cancellationToken).AsTask();

    private async ValueTask<Scoring> ScoreAsync(CancellationToken cancellationToken) =>
        new(await scorer.ScoreAsync(new TaskSignal("a task", false, false, 1), [], cancellationToken), ByClassifier: true);
}
