using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Calls to tools in histories that editors do produce: each has its result, and an id that the provider takes.</summary>
public sealed class CallRuleTests
{
    /// <summary>A turn with two calls.</summary>
    internal const string Call = """
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},
          {"id":"b","function":{"name":"g","arguments":"{}"}}]}
        """;

    /// <summary>Roles with ids of calls and results: <c>assistant(a,b) tool:a</c>.</summary>
    [Theory]
    [InlineData(
        """{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"2"}""",
        "user assistant(a,b) tool:a tool:b"
    )]
    [InlineData(
        """{"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"}""",
        "user assistant(a,b) tool:b tool:a",
        "results keep their order"
    )]
    [InlineData(
        """{"role":"tool","tool_call_id":"a","content":"1"},{"role":"user","content":"Stop"}""",
        "user assistant(a,b) tool:a tool:b user"
    )]
    [InlineData("""{"role":"user","content":"Stop"}""", "user assistant(a,b) tool:a tool:b user")]
    [InlineData(
        """
            {"role":"user","content":"x"},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool",
              "tool_call_id":"b","content":"2"}
            """,
        "user assistant(a,b) tool:a tool:b user"
    )]
    [InlineData("""{"role":"tool","tool_call_id":"z","content":"1"}""", "user assistant(a,b) tool:a tool:b user")]
    public async Task Each_call_has_its_result(string rest, string expected, string because = "")
    {
        var turns = $$"""[{"role":"user","content":"Go"},{{Call}},{{rest}}]""";
        await using var world = await World.StartAsync();
        await world.AskAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: false, world.Chat(turns));
        Sent.Roles((await world.Mock.NextRequestAsync()).Body).Should().Be(expected, because);

        await world.AskAsync(world.Model(ModelProvider.Anthropic), streams: false, world.Chat(turns));
        CheckMessages((await world.Mock.NextRequestAsync()).Body);
    }

    [Fact]
    public async Task An_id_that_is_used_again_meets_its_own_result()
    {
        const string Turns = """
            [{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f",
              "arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"first"},{"role":"assistant",
              "tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},{"role":"tool",
              "tool_call_id":"a","content":"second"}]
            """;
        await using var world = await World.StartAsync();
        await world.AskAsync(world.Model(ModelProvider.GenericChatCompletionApi), streams: false, world.Chat(Turns));
        var sent = (await world.Mock.NextRequestAsync()).Body;
        Sent.Roles(sent).Should().Be("user assistant(a) tool:a assistant(a) tool:a");
        sent.IndexOf("first", StringComparison.Ordinal).Should().BeLessThan(sent.IndexOf("second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ModelProvider.Anthropic, "a a", "a a_2")]
    [InlineData(ModelProvider.OpenAI, "a a", "a a_2")]
    [InlineData(ModelProvider.Anthropic, "a/a a_2", "a/a_2 a_2_2")]
    [InlineData(ModelProvider.OpenAI, "a/a", "a/a")] // it only looks at one turn
    public async Task No_two_calls_have_the_same_id(ModelProvider provider, string given, string expected)
    {
        var turns = given
            .Split('/')
            .SelectMany(
                (turn, at) =>
                    turn.Split(' ')
                        .Select((id, i) => $$$"""{"role":"tool","tool_call_id":"{{{id}}}","content":"result {{{at}}}.{{{i}}}"}""")
                        .Prepend(
                            $$"""{"role":"assistant","tool_calls":[{{string.Join(
                                ',',
                                turn.Split(' ').Select(id => $$$"""{"id":"{{{id}}}","function":{"name":"f","arguments":"{}"}}""")
                            )}}]}"""
                        )
            );
        await using var world = await World.StartAsync();
        await world.AskAsync(
            world.Model(provider),
            streams: false,
            world.Chat($$"""[{"role":"user","content":"Go"},{{string.Join(',', turns)}}]""")
        );

        var sent = (await world.Mock.NextRequestAsync()).Body;
        var wanted = expected.Split('/').Select(turn => turn.Split(' ')).ToList();
        IdsIn(sent, "id").Should().Equal(wanted.SelectMany(ids => ids));
        IdsIn(sent, provider is ModelProvider.Anthropic ? "tool_use_id" : "tool_call_id").Should().Equal(wanted.SelectMany(ids => ids));
        sent.Should().MatchRegex("(?s)result 0.0.*result 0.1|result 0.0.*result 1.0");
    }

    /// <summary>The mock answers for the host, as no other machine may be asked.</summary>
    [Theory]
    [InlineData("http://api.mistral.ai/v1", "call_0123456789", null)]
    [InlineData("http://API.MISTRAL.AI/v1", "functions.x:0", null)]
    [InlineData("http://mistral.ai/v1", "abc", null)]
    [InlineData("http://api.mistral.ai/v1", "aB3dE6gH9", "aB3dE6gH9")]
    [InlineData("http://mistral.ai.example/v1", "call_0123456789", "call_0123456789")]
    public async Task Ids_for_Mistral_are_nine_letters_and_digits_and_its_own_come_back(string baseUrl, string id, string? expected)
    {
        await using var world = await World.StartInPlaceOfEveryHostAsync();
        world.Mock["m"].Answers(Answer.Says().Calls("D681PevKs", "f"));
        var history = $$$"""
            [{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"{{{id}}}","function":{"name":"f",
              "arguments":"{}"}}]},{"role":"tool","tool_call_id":"{{{id}}}","content":"ok"}]
            """;
        List<string> ids = [];
        for (var turn = 0; turn < 2; turn++)
        {
            var (reply, _) = await world.AskAsync(
                world.Model(ModelProvider.GenericChatCompletionApi, baseUrl: baseUrl),
                streams: turn > 0,
                world.Chat(history)
            );
            reply.ToolCalls.Should().ContainSingle().Which.Id.Should().Be("D681PevKs", "the client gets what the provider gave");
            var sent = (await world.Mock.NextRequestAsync()).Body;
            ids.AddRange([.. IdsIn(sent, "id"), .. IdsIn(sent, "tool_call_id")]);
        }

        ids.Should().HaveCount(4).And.OnlyContain(one => one == (expected ?? ids[0]), "call and result meet, in every turn");
        ids[0].Should().MatchRegex(expected ?? "^[a-zA-Z0-9]{9}$");
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, "call_1", "call_1")]
    [InlineData(ModelProvider.OpenAI, "functions.x:0", "functions.x:0")]
    [InlineData(ModelProvider.OpenAI, "0123456789012345678901234567890123456789x", null)]
    [InlineData(ModelProvider.Anthropic, "toolu_1", "toolu_1")]
    [InlineData(ModelProvider.Anthropic, "functions.x:0", null)]
    public async Task Ids_are_what_the_provider_takes(ModelProvider provider, string id, string? expected)
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(
            world.Model(provider),
            streams: false,
            world.Chat(
                $$$"""
                [{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"{{{id}}}",
                  "function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"{{{id}}}",
                  "content":"ok"}]
                """
            )
        );
        var sent = (await world.Mock.NextRequestAsync()).Body;
        var ids = IdsIn(sent, "id|tool_call_id|tool_use_id");
        ids.Should().HaveCount(2).And.OnlyContain(one => one == ids.First());
        ids.First().Should().MatchRegex("^[a-zA-Z0-9_.:-]{1,40}$");
        if (expected is null)
        {
            ids.First().Should().NotBe(id).And.MatchRegex("^[a-zA-Z0-9_-]+$");
        }
        else
        {
            ids.First().Should().Be(expected);
        }
    }

    private static List<string> IdsIn(string body, string fields) =>
        [.. Regex.Matches(body, $"\"(?:{fields})\":\"([^\"]+)\"").Select(match => match.Groups[1].Value)];

    /// <summary>Each tool_use has its tool_result in the next message, and the roles alternate from the user on.</summary>
    private static void CheckMessages(string body)
    {
        var messages = JsonElement.Parse(body).GetProperty("messages").EnumerateArray().ToList();
        for (var i = 0; i < messages.Count; i++)
        {
            messages[i].GetProperty("role").GetString().Should().Be(i % 2 == 0 ? "user" : "assistant");
            var calls = Ids(messages[i], "id");
            calls.Should().BeSubsetOf(i + 1 < messages.Count ? Ids(messages[i + 1], "tool_use_id") : []);
            Ids(messages[i], "tool_use_id").Should().BeSubsetOf(i > 0 ? Ids(messages[i - 1], "id") : []);
        }
    }

    private static List<string> Ids(JsonElement message, string name) =>
        [
            .. message
                .GetProperty("content")
                .EnumerateArray()
                .Where(block => block.TryGetProperty(name, out _))
                .Select(block => block.GetProperty(name).GetString()!),
        ];
}
