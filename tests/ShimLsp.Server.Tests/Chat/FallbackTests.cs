using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>Turns whose model does not answer, against a real upstream, in both shapes, streamed and whole.</summary>
public class FallbackTests
{
    public static TheoryData<string, bool, string, string> Failures
    {
        get
        {
            var data = new TheoryData<string, bool, string, string>();
            foreach (var provider in new[] { ChatWorld.OpenAi, ChatWorld.Anthropic })
            {
                foreach (var streams in new[] { true, false })
                {
                    foreach (
                        var (failure, expected) in new[]
                        {
                            ("401", "cheap:401 mid:200"),
                            ("403", "cheap:403 mid:200"),
                            ("402", "cheap:402 mid:200"),
                            ("404", "cheap:404 mid:200"),
                            ("408", "cheap:408 mid:200"),
                            ("410", "cheap:410 mid:200"),
                            ("429", "cheap:429 mid:200"),
                            ("500", "cheap:500 mid:200"),
                            ("502", "cheap:502 mid:200"),
                            ("503", "cheap:503 mid:200"),
                            ("529", "cheap:529 mid:200"),
                            ("drop before the headers", "cheap:network mid:200"),
                            ("drop before the first piece", "cheap:network mid:200"),
                            ("end before the first piece", "cheap:network mid:200"),
                            ("html", "cheap:network mid:200"),
                            ("no json", "cheap:network mid:200"),
                            ("400", "cheap:400 !"),
                            ("422", "cheap:422 !"),
                            ("302", "cheap:302 !"),
                        }
                    )
                    {
                        data.Add(provider, streams, failure, expected);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Before_the_first_piece(string provider, bool streams, string failure, string expected)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Failing(failure));

        var answer = await world.ChatAsync(streams);

        ChatWorld.Attempts(answer).Should().Be(expected);
        world.Upstream["m-cheap"].Received.Should().Be(1, "nothing is tried behind anybody's back");
        if (answer.TryGetProperty("error", out var error))
        {
            error.ShouldCover("""{"code":1004,"message":"*","data":{"text":"-"}}""");
            world.Upstream["m-mid"].Received.Should().Be(0);
        }
        else
        {
            answer.At("result").ShouldCover("""{"slug":"mid","decision":{"slug":"cheap"}}""");
            string.Concat(world.Pieces.Select(piece => piece.Text("text"))).Should().Be(streams ? "Hello from the mock." : "");

            // The next request does not try the same again.
            ChatWorld.Attempts(await world.ChatAsync(streams)).Should().Be("mid:200");
            world.Upstream["m-cheap"].Received.Should().Be(1);
        }
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task After_the_first_piece_the_failure_is_reported_with_the_partial_reply(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("one ", "two ", "three").DropsAfter(2));

        var answer = await world.ChatAsync(streams);

        if (streams)
        {
            ChatWorld.Attempts(answer).Should().Be("cheap:network !");
            answer.At("error").ShouldCover("""{"code":1004,"data":{"text":"one two "}}""");
            world.Pieces.Select(piece => piece.Text("text")).Should().Equal("one ", "two ");
            world.Upstream["m-mid"].Received.Should().Be(0);
        }
        else
        {
            ChatWorld.Attempts(answer).Should().Be("cheap:network mid:200", "nothing had been shown");
        }
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi)]
    [InlineData(ChatWorld.Anthropic)]
    public async Task An_error_in_mid_stream_is_reported_as_it_is_and_so_is_an_early_end(string provider)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("one ", "two ").ErrsAfter(1), Answer.Says("one ", "two ").EndsAfter(1));

        var erred = await world.ChatAsync(streams: true, "\"model\":\"cheap\"");
        erred.At("error").ShouldCover("""{"code":1004,"data":{"text":"one "}}""");
        ChatWorld.Attempts(erred).Should().MatchRegex("^cheap:5[0-9][0-9] !$");
        var ended = await world.ChatAsync(streams: true, "\"model\":\"cheap\"");
        ended.At("error").ShouldCover("""{"code":1004,"data":{"attempts":[{"slug":"cheap","status":"network"}],"text":"one "}}""");
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi)]
    [InlineData(ChatWorld.Anthropic)]
    public async Task An_error_as_first_event_is_followed_by_the_next_best(string provider)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("one ").ErrsAfter(Place.Headers));

        (await world.ChatAsync(streams: true)).At("result").ShouldCover("""{"slug":"mid"}""");
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task A_model_that_the_person_chose_does_not_fall_back_and_is_tried_each_time(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        await world.Client.CallAsync("switchModel", """{"slug":"cheap"}""");
        world.Upstream["m-cheap"].Answers(Answer.Fails(503), Answer.Fails(401), Answer.Fails(429), Answer.Says("At last."));

        foreach (var expected in new[] { "cheap:503 !", "cheap:401 !", "cheap:429 !", "cheap:200" })
        {
            ChatWorld.Attempts(await world.ChatAsync(streams)).Should().Be(expected);
        }

        world.Upstream["m-mid"].Received.Should().Be(0);
    }

    [Fact]
    public async Task If_no_model_answers_all_were_asked_once_and_all_are_reported()
    {
        await using var world = await ChatWorld.StartAsync();
        world.Upstream.OthersAnswer(Answer.Fails(500));

        var answer = await world.ChatAsync();

        ChatWorld.Attempts(answer).Should().Be("cheap:500 mid:500 strong:500 !");
        answer.Text("error.message").Should().StartWith("No model answered. cheap: 500. mid: 500. strong: provider error (500). ");
        (await world.Client.CallAsync("status")).ShouldCover("""{"fallbacks":2}""");
    }

    /// <summary>The reason has come, but not the end mark: the reply is not whole yet, and an error counts.</summary>
    [Theory]
    [InlineData(ChatWorld.OpenAi, "error", "cheap:429")]
    [InlineData(ChatWorld.OpenAi, "broken", "cheap:network")]
    [InlineData(ChatWorld.Anthropic, "error", "cheap:529")]
    [InlineData(ChatWorld.Anthropic, "broken", "cheap:network")]
    public async Task An_error_between_the_reason_and_the_end_mark_is_an_error(string provider, string what, string attempt)
    {
        foreach (var isShown in new[] { false, true })
        {
            await using var world = await ChatWorld.StartAsync(provider);
            world.Upstream["m-cheap"].Answers(Answer.Sends("text/event-stream", AfterTheReason(provider, isShown ? "one " : "", what)));

            var answer = await world.ChatAsync(streams: true);

            if (isShown)
            {
                ChatWorld.Attempts(answer).Should().Be(attempt + " !");
                answer.At("error").ShouldCover("""{"code":1004,"data":{"text":"one "}}""");
                world.Upstream["m-mid"].Received.Should().Be(0);
            }
            else
            {
                ChatWorld.Attempts(answer).Should().Be(attempt + " mid:200");
                answer.At("result").ShouldCover("""{"slug":"mid"}""");
            }
        }
    }

    private static string AfterTheReason(string provider, string text, string what)
    {
        var isAnthropic = provider == ChatWorld.Anthropic;
        string[] events =
        [
            isAnthropic
                ? $$$"""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"{{{text}}}"}}"""
                : $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":null}]}""",
            isAnthropic
                ? """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}"""
                : """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            what == "broken" ? "{\"choices\":[{"
            : isAnthropic ? """{"type":"error","error":{"type":"overloaded_error","message":"x"}}"""
            : """{"error":{"message":"x","code":"rate_limit_exceeded"}}""",
            isAnthropic ? """{"type":"message_stop"}""" : "[DONE]",
        ];
        return string.Concat(events.Select(data => $"data: {data}\n\n"));
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi, "40")]
    [InlineData(ChatWorld.Anthropic, "40")]
    public async Task Retry_after_is_honoured_and_reported(string provider, string seconds)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        await world.Client.CallAsync("subscribe", """{"events":["availabilityChanged"]}""");
        world.Upstream["m-cheap"].Answers(Answer.Fails(429).RetryAfter(seconds));
        var asked = TimeProvider.System.GetUtcNow();

        await world.ChatAsync();

        var told = (await world.Client.HearAsync("availabilityChanged")).At("params");
        told.ShouldCover("""{"slug":"cheap","availability":{"state":"rateLimited","until":"*"}}""");
        told.At("availability.until")
            .GetDateTimeOffset()
            .Should()
            .BeOnOrAfter(asked.AddSeconds(40))
            .And.BeOnOrBefore(TimeProvider.System.GetUtcNow().AddSeconds(40));
        (await world.ChatAsync())
            .At("result")
            .ShouldCover(
                """
                {"slug":"mid","decision":{"candidates":[{"slug":"mid","verdict":"chosen"},{"slug":"strong"},
                  {"slug":"cheap","rejection":"rateLimited"}]}}
                """
            );
    }

    [Fact]
    public async Task A_slow_trickle_is_not_a_failure()
    {
        await using var world = await ChatWorld.StartAsync();
        world.Upstream["m-cheap"].Answers(Answer.SaysMany(20, "x").Drips(TimeSpan.FromMilliseconds(20)).InWritesOf(3));

        (await world.ChatAsync(streams: true)).At("result").ShouldCover("""{"slug":"cheap","text":"xxxxxxxxxxxxxxxxxxxx"}""");
    }

    private static Answer Failing(string failure) =>
        failure switch
        {
            "drop before the headers" => Answer.Drops(),
            "drop before the first piece" => Answer.Says("x").DropsAfter(Place.Headers),
            "end before the first piece" => Answer.Says("x").EndsAfter(Place.Headers),
            "html" => Answer.Sends("text/html", "<html><body>Welcome!</body></html>"),
            "no json" => Answer.Sends("application/json", "{\"id\": tru"),
            "302" => Answer.Redirects("http://127.0.0.1:9/elsewhere", 302),
            var status => Answer.Fails(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)),
        };
}
