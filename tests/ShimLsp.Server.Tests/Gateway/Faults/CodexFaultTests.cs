using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Gateway.Work;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Faults;

/// <summary>What Codex's users report of gateways. The numbers are those of <c>docs/gateway-requests.md</c>.</summary>
public sealed class CodexFaultTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public static TheoryData<string, string> Endings
    {
        get
        {
            var endings = new TheoryData<string, string>();
            foreach (var model in new[] { "chat", "messages", "responses" })
            {
                foreach (var ending in new[] { "whole", "cut", "without an end", "an error" })
                {
                    endings.Add(model, ending);
                }
            }

            return endings;
        }
    }

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "1")]
    [MemberData(nameof(Endings))]
    public async Task A_stream_ends_with_one_event_that_says_how_it_ended(string model, string ending)
    {
        var says = Answer.Says("One, ", "two.");
        world
            .Upstream["m-" + model]
            .Answers(
                ending switch
                {
                    "whole" => says,
                    "cut" => says.DropsAfter(1),
                    "without an end" => says.EndsAfter(1),
                    _ => says.ErrsAfter(1),
                }
            );

        var reply = await AgentRequest.Codex(model).SendAsync(world);

        var ends = new[] { "response.completed", "response.failed", "response.incomplete" };
        Heard
            .EventsOf(reply.Body)
            .Select((told, at) => (told.Name, IsLast: at == Heard.EventsOf(reply.Body).Count - 1))
            .Where(told => ends.Contains(told.Name))
            .Should()
            .Equal((ending == "whole" ? "response.completed" : "response.failed", true));
    }

    [Theory]
    [Trait("Fault", "4")]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task A_call_of_a_namespaced_tool_has_its_name_and_its_namespace(string model)
    {
        var heard = await CallFirstToolAsync(
            model,
            """
            [{"type":"namespace","name":"mcp__github","description":"GitHub","tools":[
              {"type":"function","name":"search","strict":false,"parameters":{"type":"object","properties":{"q":{"type":"string"}}}}]}]
            """,
            """{"q":"x"}"""
        );

        heard.Calls.Should().Equal("""mcp__github/call_1 search {"q":"x"}""");
    }

    [Theory]
    [Trait("Fault", "5")]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task A_call_of_a_custom_tool_is_a_custom_call_with_plain_text(string model)
    {
        var heard = await CallFirstToolAsync(
            model,
            """
            [{"type":"custom","name":"apply_patch","description":"Edits files.",
              "format":{"type":"grammar","syntax":"lark","definition":"start: \"*** Begin Patch\""}}]
            """,
            """{"input":"*** Begin Patch\n*** End \"Patch\""}"""
        );

        heard.Calls.Should().Equal("custom call_1 apply_patch *** Begin Patch\n*** End \"Patch\"");
    }

    [Theory]
    [Trait("Fault", "6")]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task Tools_in_an_item_of_the_input_are_offered(string model)
    {
        const string Items = """
            {"type":"additional_tools","tools":[{"type":"namespace","name":"functions","tools":[
              {"type":"function","name":"exec","strict":false,"parameters":{"type":"object"}}]}]},
            """;
        world
            .Upstream["m-" + model]
            .Answers(request =>
                request.Json.At(model == "responses" ? "input.1.tools" : "tools").ValueKind is JsonValueKind.Array
                    ? Answer.Says().Calls("call_1", FirstTool(request), "{}")
                    : Answer.Says("I have no tools.")
            );

        var heard = await AgentRequest.Codex(model, Items + AgentRequest.CodexTask, tools: null).HearAsync(world);

        heard.Calls.Should().ContainSingle().Which.Should().EndWith("call_1 exec {}");
    }

    [Theory]
    [Trait("Fault", "7")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_body_in_zstd_is_read(string model)
    {
        var asked = AgentRequest.Codex(model);
        var packed = new ZstdSharp.Compressor().Wrap(Encoding.UTF8.GetBytes(asked.Body)).ToArray();

        var reply = await world.AskAsync(
            "POST",
            "/v1/responses",
            change: request =>
            {
                asked.AddHeaders(request);
                request.Content = new ByteArrayContent(packed);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Content.Headers.ContentEncoding.Add("zstd");
            }
        );

        reply.Status.Should().Be(200, reply.Body);
        (await world.Upstream.NextRequestAsync()).Body.Should().Contain("Count the files.");
    }

    [Theory]
    [Trait("Fault", "21")]
    [InlineData("chat")]
    [InlineData("messages")]
    public async Task Every_event_of_an_items_life_comes_in_its_order(string model)
    {
        world.Upstream["m-" + model].Answers(Answer.Says("Looking.").Thinks("Let me see.").Calls("call_1", "list", "{\"path\":", "\".\"}"));

        var reply = await AgentRequest.Of("responses", model).SendAsync(world);

        string[] life =
        [
            "created",
            "in_progress",
            "output_item.added",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done",
            "output_item.done",
            "output_item.added",
            "content_part.added",
            "output_text.delta",
            "output_text.done",
            "content_part.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
        ];
        Heard.EventsOf(reply.Body).Select(told => told.Name!["response.".Length..]).Take(life.Length).Should().Equal(life);
    }

    [Theory]
    [Trait("Fault", "22")]
    [InlineData("auto", "chat")]
    [InlineData("gpt-5.5", "chat")]
    [InlineData("messages", "messages")]
    [InlineData("responses", "responses")]
    public async Task The_reply_names_the_model_that_was_asked_for_and_no_header_another(string asked, string answers)
    {
        world.Upstream["m-" + answers].Answers(Answer.Says("Hi").WithHeader("openai-model", "m-other"));

        var reply = await AgentRequest.Codex(asked).SendAsync(world);

        reply.Headers.Should().ContainKey("x-shim-model").WhoseValue.Should().Be(answers);
        reply.Headers.Should().NotContainKey("openai-model");
        Heard.Of("responses", streams: true, reply.Body).Model.Should().Be(asked);
    }

    /// <summary>The model calls the first tool that it is offered, whatever that is called on its way.</summary>
    private async Task<Heard> CallFirstToolAsync(string model, string tools, string arguments)
    {
        world
            .Upstream["m-" + model]
            .Answers(request =>
                (request.Json.Text("tools.0.type"), request.Json.Text("tools.0.tools.0.name")) switch
                {
                    ("custom", _) => Answer.Says().CallsCustom("call_1", FirstTool(request), JsonOf(arguments).Text("input")!),
                    (_, { } inner) => Answer.Says().Calls("call_1", inner, arguments).InNamespace(FirstTool(request)),
                    _ => Answer.Says().Calls("call_1", FirstTool(request), arguments),
                }
            );
        return await AgentRequest.Codex(model, tools: tools).HearAsync(world);
    }

    private static JsonElement JsonOf(string text) => JsonElement.Parse(text);

    private static string FirstTool(ReceivedRequest request) =>
        request.Json.Text("tools.0.function.name") ?? request.Json.Text("tools.0.name") ?? "exec"; // in the input
}
