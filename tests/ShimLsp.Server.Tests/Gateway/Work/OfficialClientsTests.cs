using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.OtherUpstreams;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>The official clients of OpenAI and Anthropic understand the gateway, whatever shape the model speaks.</summary>
public sealed class OfficialClientsTests(OfficialClientsTests.Sdk sdk) : IClassFixture<OfficialClientsTests.Sdk>
{
    private static readonly (string What, Answer Answer, string Heard)[] Replies =
    [
        ("a text", Answer.Says("Hello ", "there, ", "😀."), """{"text":"Hello there, 😀.","reason":"stop","calls":[]}"""),
        ("nothing", Answer.Says(), """{"text":"","reason":"stop","calls":[]}"""),
        (
            "calls behind thoughts",
            (Answer.Says("Let me look.") with { Thoughts = ["Where ", "is it?"] })
                .Calls("toolu_1", "open", "{\"p\":", "1}")
                .Calls("b", "list", "{}"),
            """{"text":"Let me look.","calls":[["toolu_1","open","{\"p\":1}"],["b","list","{}"]],"reason":"tool_calls"}"""
        ),
        ("a reply that is cut", Answer.Says("Half").FinishesWith("length"), """{"text":"Half","reason":"length"}"""),
        ("counts", Answer.Says("x").Takes(input: 100, output: 5, cached: 60), """{"input":100,"cached":60,"output":5}"""),
        ("many pieces", Answer.SaysMany(200, "w "), """{"reason":"stop"}"""),
    ];

    private static readonly (string What, Answer Answer, int? Status)[] Failures =
    [
        ("no key", Answer.Fails(401), 502),
        ("a pause", Answer.Fails(429).RetryAfter("3"), 429),
        ("a failure", Answer.Fails(500), 502),
        ("a broken connection", Answer.Says("x", "y").DropsAfter(1), null),
    ];

    public static TheoryData<string, string, bool> Ways => WorkWorld.Ways;

    /// <summary>Every shape of a client with every shape of a model.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var way in WorkWorld.Ways.Where(way => way[2] is true))
            {
                pairs.Add((string)way[0], (string)way[1]);
            }

            return pairs;
        }
    }

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task They_read_what_the_model_says(string client, string model, bool streams)
    {
        await using var world = await WorkWorld.StartAsync();
        foreach (var (what, answer, expected) in Replies)
        {
            world.Upstream["m-" + model].Answers(answer);
            var heard = await sdk.AskAsync(Question(world, client, model, streams));
            InOurWords(heard).FirstGap(JsonElement.Parse(expected)).Should().BeNull("{0} was heard as {1}", what, heard.GetRawText());
        }
    }

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task They_fail_as_they_do_with_their_own_provider(string client, string model, bool streams)
    {
        foreach (var (what, answer, status) in Failures)
        {
            await using var world = await WorkWorld.StartAsync(); // a model that failed is asked no more
            world.Upstream["m-" + model].Answers(answer);
            var heard = await sdk.AskAsync(Question(world, client, model, streams));
            heard.Text("failed").Should().NotBeNull("{0} was heard as {1}", what, heard.GetRawText());
            if (status is { } expected && heard.At("status").ValueKind is JsonValueKind.Number)
            {
                // Who asks in OpenAI's formats would repeat a 502 for half a minute before a person reads what to do.
                heard.Number("status").Should().Be(what == "no key" && client != "messages" ? 400 : expected, what);
            }
        }
    }

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task They_fill_in_a_schema(string client, string model, bool streams)
    {
        await using var world = await WorkWorld.StartAsync();
        world.Upstream["m-" + model].Answers(Answer.Says("{\"name\":", " \"Ada 😀\"}"));

        var heard = await sdk.AskAsync(Question(world, client, model, streams, "json"));

        heard.ShouldCover("""{"filled":{"name":"Ada 😀"}}""");
        var format = model switch
        {
            "chat" => """{"response_format":{"type":"json_schema","json_schema":SCHEMA}}""",
            "messages" => """{"output_config":{"format":{"type":"json_schema","schema":{"required":["name"]}}}}""",
            _ => """{"text":{"format":{"type":"json_schema","schema":{"required":["name"]}}}}""",
        };
        world.Upstream.Requests.Single().Json.ShouldCover(format.Replace("SCHEMA", """{"schema":{"required":["name"]}}"""));
    }

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task They_call_a_tool_and_give_its_result_back(string client, string model, bool streams)
    {
        await using var world = await WorkWorld.StartAsync();
        world
            .Upstream["m-" + model]
            .Answers(Answer.Says("I look.").Calls("call_01ä", "look", "{\"path\":", "\"a\"}"), Answer.Says("It has ten."));

        var heard = await sdk.AskAsync(Question(world, client, model, streams, "tool"));

        heard.ShouldCover("""{"called":[["call_01ä","look",{"path":"a"}]],"text":"It has ten."}""");
        world.Upstream.Requests.Should().HaveCount(2);
        ResultIn(world.Upstream.Requests[1].Json, model).Should().Be("Ten lines.", "it belongs to the call before it");
    }

    [PackagesTheory]
    [MemberData(nameof(Pairs))]
    public async Task The_model_stops_if_they_leave_in_mid_stream(string client, string model)
    {
        var gate = new Gate();
        await using var world = await WorkWorld.StartAsync();
        world.Upstream["m-" + model].Answers(Answer.Says("One, ", "two.").Drips(gate));

        var heard = await sdk.AskAsync(Question(world, client, model, streams: true, "abort"));

        heard.ShouldCover("""{"heard":"One, ","left":"APIUserAbortError"}""");
        var request = await world.Upstream.NextRequestAsync();
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
    }

    /// <summary>The result of the call, in the last turn; null if it is not there.</summary>
    private static string? ResultIn(JsonElement request, string model)
    {
        var turns = request.At(model == "responses" ? "input" : "messages").EnumerateArray().ToArray();
        var (call, result) = (turns[^2], turns[^1]);
        var (called, answered, text) = model switch
        {
            "chat" => (call.Text("tool_calls.0.id"), result.Text("tool_call_id"), result.At("content")),
            "messages" => (call.Text("content.1.id"), result.Text("content.0.tool_use_id"), result.At("content.0.content")),
            _ => (call.Text("call_id"), result.Text("call_id"), result.At("output")),
        };
        called.Should().NotBeNull().And.Be(answered);
        return text.ValueKind is JsonValueKind.Array ? text.Text("0.text") : text.GetString();
    }

    /// <summary>Anthropic's client has words of its own for why a reply ended.</summary>
    private static JsonElement InOurWords(JsonElement heard) =>
        JsonElement.Parse(
            heard
                .GetRawText()
                .Replace("\"end_turn\"", "\"stop\"", StringComparison.Ordinal)
                .Replace("\"max_tokens\"", "\"length\"", StringComparison.Ordinal)
                .Replace("\"tool_use\"", "\"tool_calls\"", StringComparison.Ordinal)
        );

    private static object Question(GatewayWorld world, string client, string model, bool streams, string task = "hi") =>
        new
        {
            sdk = client switch
            {
                "chat" => "openai",
                "messages" => "anthropic",
                _ => "responses",
            },
            url = world.Started.Url + (client == "messages" ? "" : "/v1"),
            key = world.Started.Token,
            model,
            streams,
            task,
        };

    /// <summary>One process for all cases, since Node is slow to start. It starts with the first, so not if they are skipped.</summary>
    public sealed class Sdk : IAsyncLifetime
    {
        private Task<NodeScript>? script;

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (script is not null)
            {
                await (await script).DisposeAsync();
            }
        }

        /// <summary>Asks the clients.</summary>
        /// <param name="question">The question.</param>
        public async Task<JsonElement> AskAsync(object question) =>
            await (await (script ??= NodeScript.StartAsync("client.mjs"))).AskAsync(question);
    }
}
