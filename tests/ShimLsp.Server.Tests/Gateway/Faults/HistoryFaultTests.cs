using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Gateway.Work;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Faults;

/// <summary>What providers refuse in a conversation that goes on. The numbers are those of <c>docs/gateway-requests.md</c>.</summary>
public sealed class HistoryFaultTests : IAsyncLifetime
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private GatewayWorld world = null!;

    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var client in new[] { "chat", "messages", "responses" })
            {
                foreach (var model in new[] { "chat", "messages", "responses" })
                {
                    ways.Add(client, model);
                }
            }

            return ways;
        }
    }

    public async Task InitializeAsync() => world = await WorkWorld.StartAsync(rowFields: ",\"supports_images\":true");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Fault", "2")]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task A_model_that_wants_its_thoughts_back_gets_them_in_each_step_of_a_tool_loop(string client)
    {
        // As DeepSeek and Kimi say it, if a turn of the model has lost its thoughts.
        world
            .Upstream["m-chat"]
            .Answers(request =>
                request.Json.At("messages").EnumerateArray().Any(Thoughtless)
                    ? Answer.Fails(400, "The reasoning_content in the thinking mode must be passed back to the API.")
                    : Answer.Says("Looking.").Thinks("Let me ", "see.").Calls(NextId(request), "list", "{}")
            );
        var turns = TaskOf(client);

        for (var step = 0; step < 3; step++)
        {
            var heard = await AgentRequest.Of(client, "chat", turns).HearAsync(world);
            heard.Calls.Should().Equal($"call_{step} list {{}}");
            turns += $",{Kept(client, heard.Turn!)},{ResultOf(client, $"call_{step}", Quote("12 files"))}";
        }
    }

    [Theory]
    [Trait("Fault", "3")]
    [InlineData("responses", "invalid_encrypted_content: the encrypted content could not be verified.")]
    [InlineData("messages", "messages.1.content.0: Invalid `signature` in `thinking` block")]
    public async Task Thoughts_of_another_provider_cost_one_refusal_and_the_models_own_stay(string client, string refusal)
    {
        world
            .Upstream["m-" + client]
            .Answers(request =>
                request.Body.Contains("of-another", StringComparison.Ordinal) ? Answer.Fails(400, refusal) : Answer.Says("Twelve.")
            );
        var turns = $"{TaskOf(client)},{Thought(client, "of-another")},{TaskOf(client)}";
        (await AgentRequest.Of(client, client, turns).HearAsync(world)).Text.Should().Be("Twelve.");
        world.Upstream.Requests.Should().HaveCount(2);

        turns += $",{Thought(client, "my-own")},{TaskOf(client)}";
        (await AgentRequest.Of(client, client, turns).HearAsync(world)).Text.Should().Be("Twelve.");

        world.Upstream.Requests.Should().HaveCount(3, "the session remembers what was refused");
        world.Upstream.Requests[^1].Body.Should().Contain("my-own").And.NotContain("of-another");
    }

    [Theory]
    [Trait("Fault", "8")]
    [InlineData("one call after the other", "call a, result a, call b, result b")]
    [InlineData("together", "call a, call b, result a, result b")]
    [InlineData("in another order", "call a, call b, result b, result a")]
    [InlineData("with a text between the calls", "call a, say, call b, result a, result b")]
    [InlineData("with an order between call and result", "call a, call b, order, result a, result b")]
    [InlineData("with a word of the person between them", "call a, task, result a, call b, result b")]
    [InlineData("with a call that was interrupted", "call a, call b, result a, task")]
    public async Task Each_call_has_its_result_right_behind_its_turn(string how, string items)
    {
        var turns = AgentRequest.CodexTask + "," + string.Join(',', items.Split(", ").Select(Item));

        foreach (var model in new[] { "chat", "messages" })
        {
            (await AgentRequest.Of("responses", model, turns).SendAsync(world)).Status.Should().Be(200, how);
            var messages = (await world.Upstream.NextRequestAsync()).Json.At("messages").EnumerateArray().ToList();
            Calls(messages).Should().Equal("a", "b");
            for (var i = 0; i < messages.Count; i++)
            {
                if (CallsOf(messages[i]) is { Count: > 0 } ids)
                {
                    ResultsBehind(messages, i).Should().BeEquivalentTo(ids, "{0} to {1}", how, model);
                }
            }
        }
    }

    [Theory]
    [Trait("Fault", "11")]
    [MemberData(nameof(Ways))]
    public async Task An_image_in_a_tools_result_reaches_the_model_with_the_text_beside_it(string client, string model)
    {
        var (image, text) = client switch
        {
            "chat" => ($$"""{"type":"image_url","image_url":{"url":"data:image/png;base64,{{Pixel}}"} }""", "text"),
            "messages" => ($$"""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Pixel}}"} }""", "text"),
            _ => ($$"""{"type":"input_image","image_url":"data:image/png;base64,{{Pixel}}"}""", "input_text"),
        };
        var result = ResultOf(client, "call_1", $$"""[{"type":"{{text}}","text":"1 by 1"},{{image}}]""");

        (await AgentRequest.Of(client, model, $"{TaskOf(client)},{CallOf(client, "call_1")},{result}").SendAsync(world))
            .Status.Should()
            .Be(200);

        var asked = (await world.Upstream.NextRequestAsync()).Json;
        var data = $"data:image/png;base64,{Pixel}";
        switch (model)
        {
            case "chat" when client is not "chat": // its results are text: the image follows
                asked.At("messages.3").ShouldCover("""{"role":"tool","content":"1 by 1"}""");
                asked
                    .At("messages.4")
                    .ShouldCover($$"""{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{data}}"} }]}""");
                break;
            case "messages":
                asked
                    .At("messages.2.content.0.content")
                    .ShouldCover(
                        $$"""[{"type":"text","text":"1 by 1"},{"type":"image","source":{"media_type":"image/png","data":"{{Pixel}}"} }]"""
                    );
                break;
            case "responses":
                asked
                    .At("input")
                    .EnumerateArray()
                    .Last()
                    .At("output")
                    .ShouldCover($$"""[{"type":"input_text","text":"1 by 1"},{"type":"input_image","image_url":"{{data}}"}]""");
                break;
        }
    }

    private static string TaskOf(string client) =>
        client switch
        {
            "chat" => AgentRequest.OpencodeTask,
            "messages" => AgentRequest.ClaudeTask,
            _ => AgentRequest.CodexTask,
        };

    private static string CallOf(string client, string id) =>
        client switch
        {
            "chat" => $$"""
                {"role":"assistant","content":null,
                 "tool_calls":[{"id":"{{id}}","type":"function","function":{"name":"list","arguments":"{}"} }]}
                """,
            "messages" => $$"""{"role":"assistant","content":[{"type":"tool_use","id":"{{id}}","name":"list","input":{} }]}""",
            _ => $$"""{"type":"function_call","id":"fc_{{id}}","call_id":"{{id}}","name":"list","arguments":"{}"}""",
        };

    private static string ResultOf(string client, string id, string content) =>
        client switch
        {
            "chat" => $$"""{"role":"tool","tool_call_id":"{{id}}","content":{{content}} }""",
            "messages" => $$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{id}}","content":{{content}} }]}""",
            _ => $$"""{"type":"function_call_output","id":"fco_{{id}}","call_id":"{{id}}","output":{{content}} }""",
        };

    /// <summary>A turn of a model that thought, and whose provider sealed the thought.</summary>
    private static string Thought(string client, string seal) =>
        client == "messages"
            ? $$"""
                {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"{{seal}}"},{"type":"text","text":"Ten."}]}
                """
            : $$"""
                {"type":"reasoning","id":"rs_1","summary":[],"content":null,"encrypted_content":"{{seal}}"},
                {"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Ten."}]}
                """;

    /// <summary>The model's turn as the client keeps it.</summary>
    private static string Kept(string client, string turn) =>
        client == "messages" ? $$"""{"role":"assistant","content":{{turn}} }""" : turn[1..^1];

    private static string Item(string what) =>
        what.Split(' ') switch
        {
            ["call", var id] => CallOf("responses", id),
            ["result", var id] => ResultOf("responses", id, Quote("12 files")),
            ["say"] => """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"And the folders."}]}""",
            ["order"] => """{"type":"message","role":"developer","content":[{"type":"input_text","text":"Plan mode is on."}]}""",
            _ => AgentRequest.CodexTask,
        };

    private static string Quote(string text) => Json.Quote(text);

    private static bool Thoughtless(JsonElement message) =>
        message.Text("role") == "assistant" && message.Text("reasoning_content") != "Let me see.";

    private static string NextId(ReceivedRequest request) =>
        $"call_{request.Json.At("messages").EnumerateArray().Count(message => message.Text("role") == "assistant")}";

    private static IEnumerable<string> Calls(IEnumerable<JsonElement> messages) => messages.SelectMany(CallsOf);

    private static List<string> CallsOf(JsonElement message) =>
        message.At("tool_calls").ValueKind is JsonValueKind.Array
            ? [.. message.At("tool_calls").Each("id").OfType<string>()]
            : [.. BlocksOf(message, "tool_use").Select(block => block.Text("id")!)];

    /// <summary>The calls whose results follow: as messages of their own, or first in the person's turn.</summary>
    private static IEnumerable<string> ResultsBehind(List<JsonElement> messages, int at) =>
        messages[at].At("tool_calls").ValueKind is JsonValueKind.Array
            ? messages.Skip(at + 1).TakeWhile(message => message.Text("role") == "tool").Select(message => message.Text("tool_call_id")!)
            : messages[at + 1]
                .At("content")
                .EnumerateArray()
                .TakeWhile(block => block.Text("type") == "tool_result")
                .Select(block => block.Text("tool_use_id")!);

    private static IEnumerable<JsonElement> BlocksOf(JsonElement message, string type) =>
        message.At("content").ValueKind is JsonValueKind.Array
            ? message.At("content").EnumerateArray().Where(block => block.Text("type") == type)
            : [];
}
