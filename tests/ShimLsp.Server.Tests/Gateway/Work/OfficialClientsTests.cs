using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.OtherUpstreams;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>The official clients of OpenAI and Anthropic understand the gateway, whatever shape the model speaks.</summary>
public sealed class OfficialClientsTests
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

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task They_read_what_the_model_says(string client, string model, bool streams)
    {
        await using var world = await WorkWorld.StartAsync();
        await using var sdk = await NodeScript.StartAsync("client.mjs");
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
        await using var sdk = await NodeScript.StartAsync("client.mjs");
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

    /// <summary>Anthropic's client has words of its own for why a reply ended.</summary>
    private static JsonElement InOurWords(JsonElement heard) =>
        JsonElement.Parse(
            heard
                .GetRawText()
                .Replace("\"end_turn\"", "\"stop\"", StringComparison.Ordinal)
                .Replace("\"max_tokens\"", "\"length\"", StringComparison.Ordinal)
                .Replace("\"tool_use\"", "\"tool_calls\"", StringComparison.Ordinal)
        );

    private static object Question(GatewayWorld world, string client, string model, bool streams) =>
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
        };
}
