using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>An option that a model refuses is left out, once and from then on.</summary>
public sealed class RefusedOptionTests
{
    [Theory]
    [InlineData(
        "temperature",
        """
            {"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model.",
              "param":"temperature","code":"unsupported_value"}}
            """
    )]
    [InlineData(
        "stream_options",
        """
            {"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted",
              "input":{"messages":"Model not found"}}]}
            """
    )]
    [InlineData("stream_options", """{"error":{"message":"stream_options: Extra inputs are not permitted"}}""")]
    [InlineData(
        "max_tokens",
        """
            {"error":{"message":"'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
              "code":"unsupported_parameter"}}
            """
    )]
    [InlineData("parallel_tool_calls", """{"error":{"message":"Unrecognized request argument supplied: parallel_tool_calls"}}""")]
    public async Task An_option_that_a_model_refuses_is_left_out_from_then_on(string option, string refusal)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Sends("application/json", refusal) with { Status = 400 }, Answer.Says("Hi"), Answer.Says("Hi"));
        const string Body = """
            {"messages":[{"role":"user","content":"Hi"}],"temperature":0,"max_tokens":9,
              "tools":[{"type":"function","function":{"name":"f"}}],"parallel_tool_calls":false}
            """;
        var model = world.Model(ModelProvider.GenericChatCompletionApi);
        for (var turn = 0; turn < 2; turn++)
        {
            (await world.AskAsync(model, streams: true, world.Body(Body))).Reply.Text.ToString().Should().Be("Hi");
        }

        world
            .Mock.Requests.Select(request => request.Body.Contains($"\"{option}\"", StringComparison.Ordinal))
            .Should()
            .Equal(true, false, false);
        world
            .Mock.Requests[^1]
            .Body.Should()
            .Contain(
                "\"max_completion_tokens\":9".Replace(
                    "max_completion_tokens",
                    option == "max_tokens" ? "max_completion_tokens" : "max_tokens"
                )
            );
        world.Upstream.LearnedQuirks(new([model], new())).Should().ContainKey("m").WhoseValue.Should().Equal(option);
        world.Upstream.LearnedQuirks(new([model with { Model = "another" }], new())).Should().BeEmpty("an edited row starts anew");
        world.Upstream.LearnedQuirks(Catalog.Empty).Should().BeEmpty("the row is gone");
    }

    [Theory]
    [InlineData("temperature")]
    [InlineData("parallel_tool_calls")]
    [InlineData("stream_options")]
    [InlineData("max_tokens")]
    public async Task An_option_that_the_row_omits_is_left_out_from_the_start(string option)
    {
        await using var world = await World.StartAsync();
        const string Body = """
            {"messages":[{"role":"user","content":"Hi"}],"temperature":0,"max_tokens":9,"parallel_tool_calls":false,
              "tools":[{"type":"function","function":{"name":"f"}}]}
            """;
        var model = world.Model(ModelProvider.GenericChatCompletionApi);

        await world.AskAsync(model, streams: true, world.Body(Body));
        await world.AskAsync(model with { Omit = [option] }, streams: true, world.Body(Body));

        world.Mock.Requests.Select(request => request.Body.Contains($"\"{option}\"", StringComparison.Ordinal)).Should().Equal(true, false);
        world.Upstream.LearnedQuirks(new([model], new())).Should().BeEmpty("nothing was learned");
    }

    [Fact]
    public async Task What_the_row_omits_and_what_was_refused_are_left_out_together()
    {
        await using var world = await World.StartAsync();
        var refusal = Answer.Sends("application/json", """{"error":{"message":"seed is not supported"}}""") with { Status = 400 };
        world.Mock["m"].Answers(refusal, Answer.Says("Hi"));
        const string Body = """{"messages":[{"role":"user","content":"Hi"}],"temperature":0,"seed":1}""";

        var model = world.Model(ModelProvider.OpenAI) with { Omit = ["temperature"] };
        await world.AskAsync(model, streams: false, world.Body(Body));

        world.Mock.Requests[^1].Body.Should().NotContain("seed").And.NotContain("temperature");
        world.Upstream.LearnedQuirks(new([model], new()))["m"].Should().Equal("seed");
    }

    [Fact]
    public async Task An_option_that_is_refused_twice_is_a_failure()
    {
        await using var world = await World.StartAsync();
        var refusal = Answer.Sends("application/json", """{"error":{"message":"temperature is not supported"}}""") with { Status = 400 };
        world.Mock["m"].Answers(refusal, refusal);
        const string Body = """{"messages":[{"role":"user","content":"Hi"}],"temperature":0}""";
        (await world.FailAsync(world.Model(ModelProvider.OpenAI), streams: false, world.Body(Body)))
            .Outcome.Meaning.Should()
            .Be(OutcomeMeaning.OptionRefused);
        world.Mock["m"].Received.Should().Be(2);
    }
}
