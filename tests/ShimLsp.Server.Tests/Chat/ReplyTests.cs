using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>A turn goes to a model and its reply comes back, over real stdio and real HTTP.</summary>
public class ReplyTests
{
    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task The_routed_model_answers(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("Renamed ", "it.").Takes(input: 1_000, output: 100, cached: 600));

        (await world.ChatAsync(streams))
            .At("result")
            .ShouldCover(
                """
                {"slug":"cheap","text":"Renamed it.","finishReason":"stop","toolCalls":"-",
                 "usage":{"inputTokens":1000,"cachedInputTokens":600,"outputTokens":100,"estimated":"-"},
                 "cost":0.00096,"attempts":[{"slug":"cheap","status":200}],
                 "decision":{"slug":"cheap","source":"embedded",
                   "candidates":[{"slug":"cheap","verdict":"chosen"},{"slug":"mid"},{"slug":"strong"}]}}
                """
            );
        (await world.Client.CallAsync("status")).ShouldCover(
            """
            {"requests":1,"misses":1,"fallbacks":0,"savings":{"spent":0.00096,"baseline":0.0096,"classifier":0,"net":0.00864}}
            """
        );
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi)]
    [InlineData(ChatWorld.Anthropic)]
    public async Task Pieces_come_as_they_are_made_in_order_before_the_result(string provider)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        var gate = new Gate();
        world.Upstream["m-cheap"].Answers(Answer.Says("one ", "two ", "three").Drips(gate));

        var answer = await world.Client.BeginAsync("chat", ChatWorld.Turn(streams: true));
        (await world.Client.HearAsync("$/progress")).At("params").ShouldCover("""{"token":"pieces","value":{"text":"one "}}""");
        answer.IsCompleted.Should().BeFalse("the model is still writing");
        gate.Open();

        (await answer).At("result").ShouldCover("""{"text":"one two three"}""");
        world.Pieces.Select(piece => piece.Text("text")).Should().Equal("one ", "two ", "three");
        world.Client.Heard[^1].TryGetProperty("result", out _).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task Tool_calls_come_whole_and_piece_by_piece(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world
            .Upstream["m-cheap"]
            .Answers(Answer.Says("Let me look.").Calls("c1", "open", "{\"path\":", "\"a.py\"}").Calls("c2", "list", "{}"));

        const string Tools = """
            "tools":[{"type":"function","function":{"name":"open",
              "parameters":{"type":"object","properties":{"path":{"type":"string"}}}}},
              {"name":"list","input_schema":{"type":"object"}}]
            """;
        var answer = await world.ChatAsync(streams, Tools.Unfolded());

        answer.At("result").ShouldCover("""{"text":"Let me look.","finishReason":"tool_calls"}""");
        var calls = answer.At("result.toolCalls");
        calls
            .EnumerateArray()
            .Select(call => (call.Text("id"), call.Text("name"), call.Text("arguments")!.Replace(" ", "", StringComparison.Ordinal)))
            .Should()
            .Equal(("c1", "open", "{\"path\":\"a.py\"}"), ("c2", "list", "{}"));
        if (streams)
        {
            var pieces = world
                .Pieces.Where(piece => piece.TryGetProperty("toolCall", out _))
                .Select(piece => piece.At("toolCall"))
                .ToArray();
            string.Concat(pieces.Where(piece => piece.Number("index") == 0).Select(piece => piece.Text("argumentsDelta")))
                .Should()
                .Be("{\"path\":\"a.py\"}");
            pieces.Where(piece => piece.Number("index") == 1).Select(piece => piece.Text("name")).OfType<string>().Should().Equal("list");
        }
    }

    [Theory]
    [InlineData(ChatWorld.OpenAi, "length")]
    [InlineData(ChatWorld.OpenAi, "content_filter")]
    [InlineData(ChatWorld.Anthropic, "length")]
    [InlineData(ChatWorld.Anthropic, "content_filter")]
    public async Task Finish_reasons_share_one_vocabulary(string provider, string reason)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        world.Upstream["m-cheap"].Answers(Answer.Says("Half").FinishesWith(reason));

        (await world.ChatAsync(streams: true)).At("result").ShouldCover($$"""{"finishReason":"{{reason}}"}""");
    }

    [Fact]
    public async Task A_provider_that_tells_no_usage_leaves_a_guess_and_no_cost()
    {
        await using var world = await ChatWorld.StartAsync();
        world.Upstream["m-cheap"].Answers(Answer.Says("Twelve bytes").WithoutUsage());

        (await world.ChatAsync())
            .At("result")
            .ShouldCover("""{"usage":{"inputTokens":"*","outputTokens":3,"estimated":true},"cost":"-"}""");
        (await world.Client.CallAsync("status")).ShouldCover("""{"savings":{"spent":0,"net":0}}""");
    }

    [Theory]
    [InlineData(
        """
            {"model":"gpt-x","stream":true,"messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"Hi"}]}]}
            """
    )]
    [InlineData("""{"model":"gpt-x","instructions":"Be brief.","input":"Hi"}""")]
    [InlineData("""{"model":"gpt-x","instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"Hi"}]}]}""")]
    [InlineData(
        """{"model":"claude-x","max_tokens":9,"system":[{"type":"text","text":"Be brief."}],"messages":[{"role":"user","content":"Hi"}]}"""
    )]
    public async Task A_whole_request_of_any_shape_is_carried_over_to_either_provider(string body)
    {
        foreach (var provider in new[] { ChatWorld.OpenAi, ChatWorld.Anthropic })
        {
            await using var world = await ChatWorld.StartAsync(provider);
            (await world.Client.CallAsync("chat", $$"""{"body":{{body.Unfolded()}}}""")).ShouldCover("""{"text":"Hello from the mock."}""");

            var request = await world.Upstream.NextRequestAsync();
            request.Model.Should().Be("m-cheap", "the body's own model is passed over");
            request.Streams.Should().BeFalse("so is its stream");
            request.Body.Should().Contain("Be brief.").And.Contain("Hi");
        }
    }

    [Theory]
    [InlineData("{}", "messages")]
    [InlineData("""{"messages":[],"body":{}}""", "body")]
    [InlineData("""{"messages":"Hi"}""", "messages")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"maxOutputTokens":0}""", "maxOutputTokens")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"temperature":2.1}""", "temperature")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"partialResultToken":{}}""", "partialResultToken")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"partialResultToken":1.5}""", "partialResultToken")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"tools":{}}""", "tools")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"model":7}""", "model")]
    public async Task An_unreadable_request_is_refused_with_its_path_and_never_sent(string parameters, string path)
    {
        await using var world = await ChatWorld.StartAsync();

        (await world.Client.RefusedAsync("chat", parameters)).ShouldCover($$"""{"code":-32602,"data":{"path":"{{path}}"} }""");
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_active_model_answers_and_a_named_one_in_its_place()
    {
        await using var world = await ChatWorld.StartAsync();
        await world.Client.CallAsync("switchModel", """{"slug":"mid"}""");

        (await world.ChatAsync()).At("result").ShouldCover("""{"slug":"mid","decision":{"source":"pinned"}}""");
        (await world.ChatAsync(more: "\"model\":\"strong\""))
            .At("result")
            .ShouldCover("""{"slug":"strong","decision":{"source":"pinned"}}""");
        (await world.ChatAsync(more: "\"model\":\"auto\""))
            .At("result")
            .ShouldCover("""{"slug":"cheap","decision":{"source":"embedded"}}""");
        (await world.ChatAsync(more: "\"model\":\"srtong\""))
            .At("error")
            .ShouldCover("""{"code":1001,"data":{"slug":"srtong","suggestions":["strong"]}}""");
    }

    [Fact]
    public async Task Fifty_replies_at_once_keep_their_pieces_in_order()
    {
        await using var world = await ChatWorld.StartAsync();
        const int Chats = 50;
        const int Pieces = 200;
        world.Upstream["m-cheap"].Answers(Answer.Says([.. Enumerable.Range(0, Pieces).Select(i => $"{i} ")]));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Chats)
                .Select(async chat =>
                    await await world.Client.BeginAsync(
                        "chat",
                        $$"""{"messages":[{"role":"user","content":"Count."}],"partialResultToken":{{chat}}}"""
                    )
                )
        );

        answers.Should().OnlyContain(answer => answer.Text("result.text")!.EndsWith("199 ", StringComparison.Ordinal));
        foreach (
            var chat in world
                .Client.Heard.Where(message => message.Text("method") == "$/progress")
                .GroupBy(message => message.Number("params.token"))
        )
        {
            string.Concat(chat.Select(piece => piece.Text("params.value.text"))).Should().Be(answers[0].Text("result.text"));
        }
    }
}
