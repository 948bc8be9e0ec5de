using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>What a call has shown of a model is known to the next.</summary>
public sealed class ChatHealthTests : ChatTable
{
    [Theory]
    [InlineData("cheap 401")]
    [InlineData("cheap 429")]
    [InlineData("cheap 500")]
    [InlineData("cheap timeout")]
    [InlineData("cheap network")]
    public async Task The_next_request_does_not_try_the_same_again(string script)
    {
        Script(script);
        await Attempts(Easy);

        (await Attempts(Easy)).Should().Be("mid:200");
        Test.Upstream.Asked.Should().Equal("cheap", "mid", "mid");
    }

    [Fact]
    public async Task One_that_failed_once_is_asked_again_after_half_a_minute()
    {
        Script("cheap 500");
        await Attempts(Easy);
        Script("cheap 200");

        Test.Clock.Advance(TimeSpan.FromSeconds(29.999));
        (await Attempts(Easy)).Should().Be("mid:200");
        Test.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task A_model_that_failed_once_is_asked_if_there_is_no_other()
    {
        Test = new("only  cost 1  score 0.9");
        Script("only 500");
        await Attempts(Easy);

        (await Attempts(Easy)).Should().Be("only:500 !");
        (await Attempts(Easy)).Should().Be("only:500 !");
        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("only"))
            .State.Should()
            .Be(AvailabilityState.Failing, "as by three outcomes that a client reports");
    }

    [Fact]
    public async Task A_failure_that_is_not_yet_three_changes_nothing_for_who_only_asks_for_a_route()
    {
        Script("cheap 500");
        await Attempts(Easy);

        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("cheap")).Should().Be(Availability.Available);
        (await Test.DecideAsync("easy")).Model.Slug.Value.Should().Be("cheap");
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        Script("cheap 500");
        await Attempts(Easy);
        Script("cheap 200");
        await Attempts(Easy, "cheap");

        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        Test.Upstream.Fail("cheap", new Outcome(429, RetryAfter: TimeSpan.FromSeconds(90)));
        await Attempts(Easy);
        Script("cheap 200");

        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("cheap")).Until.Should().Be(Test.Clock.GetUtcNow().AddSeconds(90));
        Test.Clock.Advance(TimeSpan.FromSeconds(89));
        (await Attempts(Easy)).Should().Be("mid:200");
        Test.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task A_rejection_of_a_replaced_key_says_nothing_about_the_new_one()
    {
        var gate = new TaskCompletionSource();
        Test.Upstream.Answer("cheap", _ => RefusedLater());
        var chat = Test.Session.ChatAsync(new(Easy, new("cheap")), null, default);

        Test.Session.Adopt(TestSession.StateOf(Test.Session.Snapshot.Catalog), InvalidationCause.CredentialChanged);
        gate.SetResult();

        (await chat.Soon()).Should().BeOfType<ChatResult.Failed>();
        Test.Session.AvailabilityOf(Test.Session.Snapshot, new("cheap")).Should().Be(Availability.Available);

        async IAsyncEnumerable<ChatEvent> RefusedLater()
        {
            await gate.Task;
            throw new UpstreamException(new Outcome(401), "refused");
#pragma warning disable CS0162 // What makes it an iterator.
            yield break;
#pragma warning restore CS0162
        }
    }

    [Theory]
    [InlineData(429)]
    [InlineData(401)]
    public async Task A_reply_that_was_under_way_does_not_end_a_pause_that_began_since(int status)
    {
        var gate = new TaskCompletionSource();
        Test.Upstream.Answer("cheap", _ => AnsweringLater());
        var early = Test.Session.ChatAsync(new(Easy), null, default);
        Test.Clock.Advance(TimeSpan.FromSeconds(1));
        Script($"cheap {status}");
        await Attempts(Easy, "cheap");
        gate.SetResult();

        (await early.Soon()).Should().BeOfType<ChatResult.Answered>();
        (await Attempts(Easy)).Should().Be("mid:200");

        async IAsyncEnumerable<ChatEvent> AnsweringLater()
        {
            await gate.Task;
            yield return new ChatEvent.Finished("stop", null);
        }
    }

    [Fact]
    public async Task Of_two_turns_only_one_tries_a_model_that_failed_until_now()
    {
        Script("cheap 500");
        for (var i = 0; i < 3; i++)
        {
            await Attempts(Easy, "cheap");
        }

        Test.Clock.Advance(TimeSpan.FromSeconds(31));
        var gate = new TaskCompletionSource();
        Test.Upstream.Answer("cheap", _ => Waiting());
        var trial = Test.Session.ChatAsync(new(Easy), null, default);
        (await Attempts(Easy)).Should().Be("mid:200", "one request tries it");
        gate.SetResult();
        await trial.Soon();

        (await Attempts(Easy)).Should().Be("cheap:200");

        async IAsyncEnumerable<ChatEvent> Waiting()
        {
            await gate.Task;
            yield return new ChatEvent.Finished("stop", null);
        }
    }
}
