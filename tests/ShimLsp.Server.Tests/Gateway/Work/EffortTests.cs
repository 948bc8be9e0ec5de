using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>How hard a model is to think: each format has its own words for it.</summary>
public sealed class EffortTests : IAsyncLifetime
{
    private static readonly string[] Shapes = ["chat", "messages", "responses"];

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    /// <summary>A word that the target lacks goes as the nearest one that most of its models take. A new word is left out.</summary>
    [Theory]
    //          the client   chat        Messages  Responses
    [InlineData("none", "none", "low", "none")]
    [InlineData("minimal", "low", "low", "low")]
    [InlineData("low", "low", "low", "low")]
    [InlineData("medium", "medium", "medium", "medium")]
    [InlineData("high", "high", "high", "high")]
    [InlineData("xhigh", "xhigh", "max", "xhigh")]
    [InlineData("max", "xhigh", "max", "xhigh")]
    [InlineData("immense", null, null, null)]
    public async Task An_effort_reaches_a_model_of_every_shape(string told, string? chat, string? messages, string? responses)
    {
        foreach (var client in Shapes)
        {
            foreach (var (model, mapped) in Shapes.Zip([chat, messages, responses]))
            {
                var heard = await HeardAsync(client, model, Told(client, told));
                heard.Should().Be(client == model ? told : mapped, "{0} says it to {1}", client, model);
            }
        }
    }

    /// <summary>Claude Code's <c>thinking</c>. No thinking is not said: many models refuse that, and would lose the effort.</summary>
    [Theory]
    [InlineData("""{"type":"enabled","budget_tokens":4000}""", "", "low")]
    [InlineData("""{"type":"enabled","budget_tokens":10000}""", "", "medium")]
    [InlineData("""{"type":"enabled","budget_tokens":31999}""", "", "high")]
    [InlineData("""{"type":"enabled","budget_tokens":31999}""", "low", "low")]
    [InlineData("""{"type":"adaptive"}""", "", null)]
    [InlineData("""{"type":"adaptive","display":"summarized"}""", "high", "high")]
    [InlineData("""{"type":"disabled"}""", "", null)]
    public async Task A_budget_to_think_is_an_effort_elsewhere(string thinking, string effort, string? expected)
    {
        var more = $"\"thinking\":{thinking}" + (effort.Length > 0 ? "," + Told("messages", effort) : "");
        foreach (var model in Shapes.Where(shape => shape != "messages"))
        {
            (await HeardAsync("messages", model, more)).Should().Be(expected, model);
        }
    }

    [Theory]
    [InlineData("messages", "messages", "This model does not support the effort parameter.")] // passed through
    [InlineData("chat", "messages", "This model does not support the effort parameter.")]
    [InlineData("responses", "messages", "output_config: Extra inputs are not permitted")] // Bedrock
    [InlineData("chat", "messages", "output_config.effort: Input should be 'low', 'medium' or 'high'")]
    [InlineData("messages", "chat", "\"llama3\" does not support thinking")] // Ollama
    [InlineData("messages", "responses", "Unsupported parameter: 'reasoning.effort' is not supported with this model.")]
    public async Task An_effort_that_a_model_refuses_is_left_out_from_then_on(string client, string model, string refusal)
    {
        world.Upstream["m-" + model].Answers(Answer.Fails(400, refusal), Answer.Says("Hi."), Answer.Says("Hi."));

        await world.SendAsync(client, WorkWorld.Body(client, model, more: Told(client, "high")));
        await world.SendAsync(client, WorkWorld.Body(client, model, more: Told(client, "high")));

        world.Upstream.Requests.Select(request => Of(model, request)).Should().Equal("high", null, null);
    }

    [Fact]
    public async Task A_row_may_omit_the_effort_and_the_rest_of_a_passed_body_stays()
    {
        await using var omitting = await WorkWorld.StartAsync(messagesFields: ",\"omit\":[\"output_config.effort\"]");
        const string Format = """{"format":{"type":"json_schema","schema":{"type":"object"}}""";

        await omitting.SendAsync(
            "messages",
            WorkWorld.Body("messages", "messages", more: $"\"output_config\":{Format},\"effort\":\"low\"}}")
        );

        omitting.Upstream.Requests.Single().Body.Should().Contain($"\"output_config\":{Format}}}").And.NotContain("effort");
    }

    private async Task<string?> HeardAsync(string client, string model, string more)
    {
        (await world.SendAsync(client, WorkWorld.Body(client, model, more: more))).Status.Should().Be(200);
        return Of(model, world.Upstream.Requests[^1]);
    }

    private static string Told(string client, string effort) =>
        client switch
        {
            "chat" => $"\"reasoning_effort\":\"{effort}\"",
            "messages" => $"\"output_config\":{{\"effort\":\"{effort}\"}}",
            _ => $"\"reasoning\":{{\"effort\":\"{effort}\"}}",
        };

    private static string? Of(string model, ReceivedRequest request) =>
        model switch
        {
            "chat" => request.Json.Text("reasoning_effort"),
            "messages" => request.Json.Text("output_config.effort"),
            _ => request.Json.Text("reasoning.effort"),
        };
}
