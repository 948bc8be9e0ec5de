using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Providers;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OtherUpstreams;

/// <summary>
/// A second opinion on the mock and on how its replies are read: the official clients of OpenAI and Anthropic read the same of it as
/// <c>chat</c> does.
/// </summary>
public sealed class OfficialClientTests
{
    private static readonly (string What, Answer Answer)[] Replies =
    [
        ("a text", Answer.Says("Hello ", "there, ", "😀 world.").Takes(input: 30, output: 9)),
        ("a text in packets of a byte", Answer.Says("Hello ", "there 😀.").InWritesOf(1)),
        ("nothing but the end", Answer.Says("")),
        ("a call", Answer.Says().Calls("toolu_1", "open", "{\"path\":", "\"a.py\"}")),
        ("a text and two calls", Answer.Says("Let me look.").Calls("a", "open", "{\"p\":1}").Calls("b", "list", "{}")),
        ("a call of a tool that takes nothing", Answer.Says().Calls("a", "list", "{}")),
        ("a reply that is cut", Answer.Says("Half").FinishesWith("length")),
        ("counts of the cache", Answer.Says("x").Takes(input: 100, output: 5, cached: 60)),
        ("no counts", Answer.Says("x").WithoutUsage()),
        ("many pieces", Answer.SaysMany(300)),
    ];

    private static readonly (string What, Answer Answer)[] Failures =
    [
        .. new[] { 400, 401, 403, 404, 413, 422, 429, 500, 503, 529 }.Select(status => ($"{status}", Answer.Fails(status))),
        ("an error as the first event", Answer.Says("x").ErrsAfter(0)),
        ("an error in mid-stream", Answer.Says("x", "y").ErrsAfter(1)),
        ("a broken connection", Answer.Says("x", "y").DropsAfter(1)),
    ];

    [PackagesTheory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task They_read_the_mock_as_chat_does(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        await using var client = await NodeScript.StartAsync("client.mjs");
        foreach (var (what, answer) in Replies)
        {
            if (answer.Usage is null && streams && wire is ModelWire.Messages)
            {
                continue; // its client needs the counts; ours does not
            }

            world.Mock["m"].Answers(answer);
            var theirs = await client.AskAsync(Question(world, wire, streams));
            theirs.ShouldCover("""{"text":"*"}""");
            var (reply, _) = await world.AskAsync(world.Model(wire), streams);
            Told(theirs).Should().Be(Told(reply), what);
        }
    }

    [PackagesTheory]
    [MemberData(nameof(ReplyTests.EveryShape), MemberType = typeof(ReplyTests))]
    public async Task They_fail_where_chat_fails_and_with_the_same_status(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        await using var client = await NodeScript.StartAsync("client.mjs");
        foreach (var (what, answer) in Failures)
        {
            world.Mock["m"].Answers(answer);
            var theirs = await client.AskAsync(Question(world, wire, streams));
            var ours = await world.FailAsync(world.Model(wire), streams);
            theirs.ShouldCover("""{"failed":"*"}""");
            if (theirs.At("status") is { ValueKind: JsonValueKind.Number } status)
            {
                ours.Outcome.Status.Should().Be(status.GetInt32(), what);
            }
        }
    }

    private static object Question(World world, ModelWire wire, bool streams) =>
        new
        {
            sdk = wire switch
            {
                ModelWire.Messages => "anthropic",
                ModelWire.Responses => "responses",
                _ => "openai",
            },
            url = wire is ModelWire.Messages ? world.Mock.Origin : world.Mock.BaseUrl,
            model = "m",
            streams,
        };

    /// <summary>The two clients have their own words for why a reply ended, and tell a missing count in their own way.</summary>
    private static string Told(JsonElement theirs) =>
        string.Join(
            " | ",
            theirs.Text("text"),
            string.Join(' ', theirs.At("calls").EnumerateArray().Select(call => $"{call[0]} {call[1]} {Compact(call[2].GetString()!)}")),
            theirs.Text("reason") switch
            {
                "end_turn" => "stop",
                "max_tokens" => "length",
                "tool_use" => "tool_calls",
                var same => same,
            },
            $"{Count(theirs, "input")}/{Count(theirs, "output")}"
        );

    private static string Told(ChatReply reply) =>
        string.Join(
            " | ",
            reply.Text,
            string.Join(' ', reply.ToolCalls.Select(call => $"{call.Id} {call.Name} {Compact(call.Arguments)}")),
            reply.FinishReason,
            $"{Count(reply.Usage?.Input)}/{Count(reply.Usage?.Output)}"
        );

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json));

    private static string Count(JsonElement theirs, string name) =>
        Count(theirs.At(name) is { ValueKind: JsonValueKind.Number } count ? count.GetInt64() : null);

    private static string Count(long? count) => count is > 0 ? $"{count}" : "-";
}
