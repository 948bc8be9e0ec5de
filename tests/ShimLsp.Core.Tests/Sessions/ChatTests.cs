using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// Turns carried to models, in the words of a table: who was asked and what became of it, <c>cheap:500 mid:200</c>. A model that a test
/// says nothing of answers with its own name.
/// </summary>
public sealed class ChatTests : IDisposable
{
    private const string Three = """
        cheap   cost 1  score 0.80  hard 0.30  price 1/0.1/5
        mid     cost 3  score 0.90  hard 0.80  price 3/0.3/15
        strong  cost 9  score 0.95  hard 0.95  price 10/1/50
        """;

    private static readonly ChatRequest Easy = Saying("easy");
    private static readonly ChatRequest Hard = Saying("hard");

    private TestSession test = new(Three);

    public void Dispose() => test.Dispose();

    [Theory]
    [InlineData("cheap 200", "cheap:200")]
    [InlineData("cheap 401", "cheap:401 mid:200")]
    [InlineData("cheap 403", "cheap:403 mid:200")]
    [InlineData("cheap 408", "cheap:408 mid:200")]
    [InlineData("cheap 429", "cheap:429 mid:200")]
    [InlineData("cheap 500", "cheap:500 mid:200")]
    [InlineData("cheap 503", "cheap:503 mid:200")]
    [InlineData("cheap 529", "cheap:529 mid:200")]
    [InlineData("cheap timeout", "cheap:timeout mid:200")]
    [InlineData("cheap network", "cheap:network mid:200")]
    [InlineData("cheap 500, mid 429", "cheap:500 mid:429 strong:200")]
    [InlineData("cheap 500, mid 429, strong network", "cheap:500 mid:429 strong:network !")] // as many as there are candidates, and no more
    [InlineData("cheap 400", "cheap:400 !")] // the request is wrong, and would be anywhere
    [InlineData("cheap 404", "cheap:404 !")]
    [InlineData("cheap 413", "cheap:413 !")]
    [InlineData("cheap 422", "cheap:422 !")]
    [InlineData("cheap 307", "cheap:307 !")]
    public async Task Before_the_first_piece_the_next_best_is_asked(string script, string expected)
    {
        Script(script);

        (await Attempts(Easy)).Should().Be(expected);
    }

    [Fact]
    public async Task The_next_best_is_the_cheapest_good_enough_then_whoever_scores_highest()
    {
        Script("mid 500, strong 500");

        (await Attempts(Hard)).Should().Be("mid:500 strong:500 cheap:200");
    }

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
        test.Upstream.Asked.Should().Equal("cheap", "mid", "mid");
    }

    [Fact]
    public async Task One_that_failed_once_is_asked_again_after_half_a_minute()
    {
        Script("cheap 500");
        await Attempts(Easy);
        Script("cheap 200");

        test.Clock.Advance(TimeSpan.FromSeconds(29.999));
        (await Attempts(Easy)).Should().Be("mid:200");
        test.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Fact]
    public async Task One_that_failed_once_is_asked_where_there_is_no_other()
    {
        test = new("only  cost 1  score 0.9");
        Script("only 500");
        await Attempts(Easy);

        (await Attempts(Easy)).Should().Be("only:500 !");
        (await Attempts(Easy)).Should().Be("only:500 !");
        test.Session.AvailabilityOf(test.Session.Snapshot, new("only")).State.Should().Be(AvailabilityState.Failing, "as by three outcomes that a client reports");
    }

    [Fact]
    public async Task A_failure_that_is_not_yet_three_changes_nothing_for_who_only_asks_for_a_route()
    {
        Script("cheap 500");
        await Attempts(Easy);

        test.Session.AvailabilityOf(test.Session.Snapshot, new("cheap")).Should().Be(Availability.Available);
        (await test.DecideAsync("easy")).Model.Slug.Value.Should().Be("cheap");
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
        test.Upstream.Fail("cheap", new Outcome(429, RetryAfter: TimeSpan.FromSeconds(90)));
        await Attempts(Easy);
        Script("cheap 200");

        test.Session.AvailabilityOf(test.Session.Snapshot, new("cheap")).Until.Should().Be(test.Clock.GetUtcNow().AddSeconds(90));
        test.Clock.Advance(TimeSpan.FromSeconds(89));
        (await Attempts(Easy)).Should().Be("mid:200");
        test.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Attempts(Easy)).Should().Be("cheap:200");
    }

    [Theory]
    [InlineData("cheap")]
    [InlineData("strong")]
    public async Task A_model_that_the_person_named_does_not_fall_back_and_is_always_tried(string slug)
    {
        Script($"{slug} 401");

        (await Attempts(Easy, slug)).Should().Be($"{slug}:401 !");
        (await Attempts(Easy, slug)).Should().Be($"{slug}:401 !", "it is tried whatever its health");
    }

    [Fact]
    public async Task The_active_model_does_not_fall_back_either()
    {
        test.Session.Switch(new("mid"));
        Script("mid 500");

        (await Attempts(Easy)).Should().Be("mid:500 !");
    }

    [Fact]
    public async Task Auto_can_be_named_while_a_model_is_active()
    {
        test.Session.Switch(new("strong"));

        (await Attempts(Easy, "auto")).Should().Be("cheap:200");
    }

    [Fact]
    public async Task A_name_that_is_none_comes_with_the_nearest()
    {
        var refused = await ChatAsync(Easy, "chaep");

        refused.Should().BeOfType<ChatResult.NotRouted>().Which.Why.Should().BeOfType<RouteResult.UnknownModel>()
            .Which.Suggestions.Should().Contain(new ModelSlug("cheap"));
        test.Upstream.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_named_model_without_its_key_is_not_asked()
    {
        test.Session.Adopt(TestSession.StateOf(test.Session.Snapshot.Catalog, ("cheap", "no key")), InvalidationCause.CredentialChanged);

        (await ChatAsync(Easy, "cheap")).Should().BeOfType<ChatResult.NotRouted>().Which.Why.Should().BeOfType<RouteResult.NothingRoutable>()
            .Which.Candidates.Should().ContainSingle().Which.Rejection.Should().Be(Rejection.MissingCredential);
        (await Attempts(Easy)).Should().Be("mid:200");
    }

    [Fact]
    public async Task After_the_first_piece_the_failure_is_told_with_what_had_come()
    {
        test.Upstream.Fail("cheap", new Outcome(null, NoAnswer.Network), new ChatEvent.Text("Hel"), new ChatEvent.Text("lo"), new ChatEvent.ToolCall(0, "c1", "find", "{\"q\":"));
        var shown = new List<ChatEvent>();

        var failed = (await ChatAsync(Easy, show: shown)).Should().BeOfType<ChatResult.Failed>().Subject;

        failed.Partial.Should().BeEquivalentTo(new { Text = "Hello", ToolCalls = new[] { new ToolCall("c1", "find", "{\"q\":") }, FinishReason = (string?)null });
        shown.Should().HaveCount(3);
        test.Upstream.Asked.Should().Equal("cheap");
    }

    [Fact]
    public async Task Where_nothing_is_shown_piece_by_piece_a_broken_reply_is_followed_by_the_next_best()
    {
        test.Upstream.Fail("cheap", new Outcome(null, NoAnswer.Network), new ChatEvent.Text("Hel"));

        var answered = (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Subject;

        answered.Reply.Text.Should().Be("mid");
        Of(answered.Attempts).Should().Be("cheap:network mid:200");
    }

    [Fact]
    public async Task Pieces_are_shown_in_order_and_the_result_repeats_the_whole()
    {
        test.Upstream.Answer(
            "cheap",
            new ChatEvent.Text("a"),
            new ChatEvent.ToolCall(1, "c2", "two", null),
            new ChatEvent.ToolCall(0, "c1", "one", "{"),
            new ChatEvent.ToolCall(0, null, null, "}"),
            new ChatEvent.ToolCall(1, null, null, "[]"),
            new ChatEvent.Text("b"),
            new ChatEvent.Finished("tool_calls", new(10, 4, 2)));
        var shown = new List<ChatEvent>();

        var answered = (await ChatAsync(Easy, show: shown)).Should().BeOfType<ChatResult.Answered>().Subject;

        answered.Reply.Should().BeEquivalentTo(new ChatReply("ab", [new("c1", "one", "{}"), new("c2", "two", "[]")], "tool_calls", new(10, 4, 2)));
        shown.Should().HaveCount(6, "the end is no piece");
    }

    [Fact]
    public async Task A_client_that_does_not_read_makes_the_model_wait()
    {
        var read = new TaskCompletionSource();
        var given = 0;
        test.Upstream.Answer("cheap", _ => Counting());

        var chat = test.Session.ChatAsync(new(Easy), _ => new(read.Task), default);
        given.Should().Be(1);
        read.SetResult();
        (await chat.Soon()).Should().BeOfType<ChatResult.Answered>();
        given.Should().Be(3);

        async IAsyncEnumerable<ChatEvent> Counting()
        {
            for (given = 1; given < 3; given++)
            {
                yield return new ChatEvent.Text("x");
            }

            await Task.CompletedTask;
            yield return new ChatEvent.Finished("stop", null);
        }
    }

    [Fact]
    public async Task Cancelling_reaches_the_model_and_is_no_failure_of_its()
    {
        var cancelled = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        test.Upstream.Answer("cheap", Hanging);

        var chat = test.Session.ChatAsync(new(Easy), null, cancel.Token);
        await cancel.CancelAsync();

        await cancelled.Task.Soon();
        await chat.Invoking(task => task.Soon()).Should().ThrowAsync<OperationCanceledException>();
        test.Upstream.Answer("cheap", new ChatEvent.Finished("stop", null));
        (await Attempts(Easy)).Should().Be("cheap:200");

        async IAsyncEnumerable<ChatEvent> Hanging([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled.SetResult();
            }

            yield break;
        }
    }

    [Fact]
    public async Task A_refusal_of_a_key_that_was_replaced_meanwhile_says_nothing_of_the_new_one()
    {
        var gate = new TaskCompletionSource();
        test.Upstream.Answer("cheap", _ => RefusedLater());
        var chat = test.Session.ChatAsync(new(Easy, new("cheap")), null, default);

        test.Session.Adopt(TestSession.StateOf(test.Session.Snapshot.Catalog), InvalidationCause.CredentialChanged);
        gate.SetResult();

        (await chat.Soon()).Should().BeOfType<ChatResult.Failed>();
        test.Session.AvailabilityOf(test.Session.Snapshot, new("cheap")).Should().Be(Availability.Available);

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
        test.Upstream.Answer("cheap", _ => AnsweringLater());
        var early = test.Session.ChatAsync(new(Easy), null, default);
        test.Clock.Advance(TimeSpan.FromSeconds(1));
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
    public async Task A_conversation_stays_with_the_model_that_took_over()
    {
        Script("strong 500");
        await Attempts(Hard, conversation: "c"); // mid
        Script("mid 500");
        await Attempts(Hard, conversation: "c"); // strong failed too: nobody else
        Script("mid 200, strong 200");
        test.Clock.Advance(TimeSpan.FromMinutes(1));

        (await Attempts(Hard, conversation: "c")).Should().Be("mid:200");
    }

    [Fact]
    public async Task Of_two_turns_only_one_tries_a_model_that_failed_until_now()
    {
        Script("cheap 500");
        for (var i = 0; i < 3; i++)
        {
            await Attempts(Easy, "cheap");
        }

        test.Clock.Advance(TimeSpan.FromSeconds(31));
        var gate = new TaskCompletionSource();
        test.Upstream.Answer("cheap", _ => Waiting());
        var trial = test.Session.ChatAsync(new(Easy), null, default);
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

    [Theory]
    [InlineData("cheap:1000/0/100", 0.0015, 0.015)] // 1000 x $1 + 100 x $5 against 1000 x $10 + 100 x $50, per million
    [InlineData("cheap:1000/800/100", 0.00078, 0.0078)] // of the strongest's input as much would have been cached
    public async Task What_is_saved_is_what_the_strongest_would_have_cost(string took, double spent, double baseline)
    {
        var (slug, usage) = Took(took);
        test.Upstream.Answer(slug, new ChatEvent.Finished("stop", usage));

        (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Which.Cost.Should().Be(spent);

        test.Session.Stats().Savings.Should().Be(new SavingsStats(spent, baseline, 0));
        test.Session.Stats().Savings.Net.Should().BeApproximately(baseline - spent, 1e-12);
    }

    [Fact]
    public async Task A_model_that_the_person_named_saves_nothing()
    {
        test.Upstream.Answer("strong", new ChatEvent.Finished("stop", new(1_000, null, 100)));
        await ChatAsync(Easy, "strong");

        test.Session.Stats().Savings.Should().Be(new SavingsStats(0.015, 0.015, 0));
    }

    [Fact]
    public async Task Without_prices_or_usage_nothing_is_claimed()
    {
        test = new("a  cost 1  score 0.9\nb  cost 2  score 0.9  price 1/1");
        test.Upstream.Answer("a", new ChatEvent.Finished("stop", new(1_000, null, 100)));
        test.Upstream.Answer("b", new ChatEvent.Text("eight chars"), new ChatEvent.Finished("stop", null));

        (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Which.Cost.Should().BeNull();
        var guessed = (await ChatAsync(Easy, "b")).Should().BeOfType<ChatResult.Answered>().Subject;

        guessed.Cost.Should().BeNull();
        guessed.Usage.Should().Be(new TokenUsage(1, null, 3), "four bytes to a token");
        test.Session.Stats().Savings.Should().Be(new SavingsStats(0, 0, 0));
    }

    [Fact]
    public async Task Takeovers_are_counted()
    {
        Script("cheap 500, mid 500");
        await Attempts(Easy);

        test.Session.Stats().Fallbacks.Should().Be(2);
    }

    private static ChatRequest Saying(string text) =>
        new() { Messages = JsonDocument.Parse($$"""[{"role":"user","content":"{{text}}"}]""").RootElement };

    private static (string Slug, TokenUsage Usage) Took(string took)
    {
        var (slug, numbers) = took.Split(':') is [var name, var rest] ? (name, rest.Split('/')) : throw new FormatException();
        var counts = numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (slug, new(counts[0], counts[1], counts[2]));
    }

    private static string Of(IEnumerable<ChatAttempt> attempts) => string.Join(' ', attempts.Select(attempt =>
        $"{attempt.Slug}:{attempt.Outcome switch { { Status: { } status } => $"{status}", { NoAnswer: NoAnswer.Timeout } => "timeout", _ => "network" }}"));

    /// <summary>Says what becomes of calls from now on: <c>cheap 500, mid timeout</c>; 200 is an answer.</summary>
    private void Script(string script)
    {
        foreach (var line in script.Split(", "))
        {
            var (slug, fate) = line.Split(' ') is [var name, var end] ? (name, end) : throw new FormatException();
            switch (fate)
            {
                case "200":
                    test.Upstream.Answer(slug, new ChatEvent.Text(slug), new ChatEvent.Finished("stop", new(1_000, null, 100)));
                    break;
                case "timeout":
                    test.Upstream.Fail(slug, new Outcome(null, NoAnswer.Timeout));
                    break;
                case "network":
                    test.Upstream.Fail(slug, new Outcome(null, NoAnswer.Network));
                    break;
                default:
                    test.Upstream.Fail(slug, new Outcome(int.Parse(fate, CultureInfo.InvariantCulture)));
                    break;
            }
        }
    }

    private Task<ChatResult> ChatAsync(ChatRequest request, string? model = null, string? conversation = null, List<ChatEvent>? show = null)
    {
        Func<ChatEvent, ValueTask>? shown = show is null ? null : piece =>
        {
            show.Add(piece);
            return default;
        };
        return test.Session.ChatAsync(new(request, model is null ? null : new(model), conversation), shown, default).Soon();
    }

    /// <summary>Who was asked; with a ! where nobody answered.</summary>
    private async Task<string> Attempts(ChatRequest request, string? model = null, string? conversation = null) =>
        await ChatAsync(request, model, conversation) switch
        {
            ChatResult.Answered answered => Of(answered.Attempts),
            ChatResult.Failed failed => Of(failed.Attempts) + " !",
            var other => other.ToString()!,
        };
}
