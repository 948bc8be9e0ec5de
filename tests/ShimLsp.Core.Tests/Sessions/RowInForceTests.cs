using System.Runtime.CompilerServices;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>While a turn is under way, its catalog changes: nothing more is sent, and nothing learned, on the old one's word.</summary>
public sealed class RowInForceTests : ChatTable
{
    private const string MidMoved = """
        cheap   cost 1  score 0.80
        mid     cost 3  score 0.90  at http://other/v1
        strong  cost 9  score 0.95
        """;

    private const string CheapMoved = """
        cheap   cost 1  score 0.80  at http://other/v1
        mid     cost 3  score 0.90
        strong  cost 9  score 0.95
        """;

    private const string CheapDearer = """
        cheap   cost 2  score 0.80
        mid     cost 3  score 0.90
        strong  cost 9  score 0.95
        """;

    private static readonly Outcome Down = new(500);

    [Theory]
    [InlineData(null, "cheap:500 !")] // not trusted any more, or not readable
    [InlineData("another  cost 1", "cheap:500 !")]
    [InlineData("mid  cost 3", "cheap:500 mid:200")]
    [InlineData(MidMoved, "cheap:500 strong:200")]
    [InlineData(CheapMoved, "cheap:500 mid:200")]
    [InlineData(CheapDearer, "cheap:500 mid:200")]
    public async Task Only_a_row_that_still_asks_the_same_place_takes_over(string? catalog, string expected)
    {
        var attempts = await DuringCall(catalog, Down);

        attempts.Should().Be(expected);
    }

    [Fact]
    public async Task A_model_whose_key_is_gone_does_not_take_over()
    {
        var state = TestSession.StateOf(Test.Session.Snapshot.Catalog, ("mid", "no key"));

        (await DuringCall(state, InvalidationCause.CredentialChanged, Down)).Should().Be("cheap:500 strong:200");
    }

    [Theory]
    [InlineData(CheapMoved, 429, AvailabilityState.Available)]
    [InlineData(CheapMoved, 401, AvailabilityState.Available)]
    [InlineData(CheapMoved, 404, AvailabilityState.Available)]
    [InlineData(CheapDearer, 429, AvailabilityState.RateLimited)]
    [InlineData(CheapDearer, 404, AvailabilityState.NotFound)]
    [InlineData(CheapDearer, 401, AvailabilityState.Available)] // the key may be another
    public async Task An_outcome_says_nothing_of_a_row_with_another_endpoint(string catalog, int status, AvailabilityState expected)
    {
        await DuringCall(catalog, new Outcome(status));

        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("cheap")).State.Should().Be(expected);
    }

    [Theory]
    [InlineData(401, AvailabilityState.Unauthorized)]
    [InlineData(402, AvailabilityState.OutOfCredit)]
    [InlineData(429, AvailabilityState.RateLimited)]
    public async Task An_edit_that_only_brings_new_problems_leaves_the_outcome_true(int status, AvailabilityState expected)
    {
        var state = Test.Session.Snapshot.CatalogState with { Problems = [new("unknown-field", ProblemSeverity.Warning, "An edit.")] };

        await DuringCall(() => Test.Session.Annotate(state), new Outcome(status));

        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("cheap")).State.Should().Be(expected);
    }

    [Theory]
    [InlineData(CheapMoved, "cheap:200")]
    [InlineData(CheapDearer, "mid:200")]
    public async Task Nor_does_a_context_window_that_the_old_endpoint_told(string catalog, string expected)
    {
        await DuringCall(catalog, new Outcome(400) { Topic = RefusalTopic.ContextLength, ContextWindow = 1 });
        Script("cheap 200");

        (await Attempts(Saying("more than one token"))).Should().Be(expected);
    }

    [Fact]
    public async Task A_trial_that_is_cancelled_is_given_back()
    {
        await FailUntilPaused();
        using var cancel = new CancellationTokenSource();
        Test.Upstream.Answer("cheap", NeverAsync);
        var trial = Test.Session.ChatAsync(new(Easy), null, cancel.Token);
        (await Attempts(Easy)).Should().Be("mid:200", "one request tries it");

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => trial.Soon()).Should().ThrowAsync<OperationCanceledException>();
        Script("cheap 200");
        (await Attempts(Easy)).Should().Be("cheap:200", "the next request may try");
    }

    [Fact]
    public async Task A_trial_whose_client_is_gone_is_given_back()
    {
        await FailUntilPaused();
        Script("cheap 200");

        await FluentActions
            .Awaiting(() => Test.Session.ChatAsync(new(Easy), new PieceView(_ => throw new IOException("gone")), default).Soon())
            .Should()
            .ThrowAsync<IOException>();

        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task A_call_that_is_cancelled_and_was_no_trial_changes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        Test.Upstream.Answer("cheap", NeverAsync);
        var call = Test.Session.ChatAsync(new(Easy), null, cancel.Token);

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call.Soon()).Should().ThrowAsync<OperationCanceledException>();
        Script("cheap 200");
        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    private static async IAsyncEnumerable<ChatEvent> NeverAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    private async Task FailUntilPaused()
    {
        Script("cheap 500");
        for (var i = 0; i < 3; i++)
        {
            await Attempts(Easy, "cheap");
        }

        Test.Clock.Advance(TimeSpan.FromSeconds(31));
    }

    private Task<string> DuringCall(string? catalog, Outcome outcome) =>
        DuringCall(
            catalog is null ? TestSession.StateOf(catalog: null) : TestSession.StateOf(catalog),
            InvalidationCause.CatalogChanged,
            outcome
        );

    private Task<string> DuringCall(CatalogState state, InvalidationCause cause, Outcome outcome) =>
        DuringCall(() => Test.Session.Adopt(state, cause), outcome);

    /// <summary>Asks cheap, changes something, and only then lets cheap fail: the models that were asked.</summary>
    private async Task<string> DuringCall(Action change, Outcome outcome)
    {
        Test.Upstream.Answer("cheap", _ => FailAsync());
        return await Attempts(Easy);

        async IAsyncEnumerable<ChatEvent> FailAsync()
        {
            await Task.Yield();
            change();
            throw new UpstreamException(outcome, "It failed, as the test wants.");
#pragma warning disable CS0162 // What makes it an iterator.
            yield break;
#pragma warning restore CS0162
        }
    }
}
