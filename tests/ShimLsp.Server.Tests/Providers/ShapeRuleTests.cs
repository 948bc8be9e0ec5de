using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Histories that editors do produce, as each provider takes them.</summary>
public sealed class ShapeRuleTests
{
    private const string Call = """
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},
          {"id":"b","function":{"name":"g","arguments":"{}"}}]}
        """;

    private const string UnthoughtLoop = """
        ,{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"ok"}]}
        """;

    private const string ThoughtLoop = """
        ,{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
          {"type":"tool_use","id":"a","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"ok"}]}
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
        Roles((await world.Mock.NextRequestAsync()).Body).Should().Be(expected, because);

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
        Roles(sent).Should().Be("user assistant(a) tool:a assistant(a) tool:a");
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
    [InlineData("""[{"role":"assistant","content":"Welcome!"},{"role":"user","content":"Hi"}]""", "user assistant user")]
    [InlineData(
        """[{"role":"system","content":"s"},{"role":"assistant","content":"Welcome!"},{"role":"user","content":"Hi"}]""",
        "user assistant user"
    )]
    [InlineData("""[{"role":"user","content":"Hi"}]""", "user")]
    public async Task The_person_speaks_first_with_Anthropic(string turns, string expected)
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(world.Model(ModelProvider.Anthropic), streams: false, world.Chat(turns));
        Roles((await world.Mock.NextRequestAsync()).Body).Should().Be(expected);
    }

    [Fact]
    public async Task A_beginning_of_the_reply_ends_in_no_blank_with_Anthropic()
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(
            world.Model(ModelProvider.Anthropic),
            streams: false,
            world.Chat("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"The answer is \n"}]""")
        );
        (await world.Mock.NextRequestAsync()).Body.Should().Contain("\"text\":\"The answer is\"");
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

    [Fact]
    public async Task Anthropic_is_told_of_the_tools_that_were_called_if_none_is_offered()
    {
        await using var world = await World.StartAsync();
        var turns = $$"""[{"role":"user","content":"Go"},{{Call}},{"role":"user","content":"Sum up."}]""";
        await world.AskAsync(world.Model(ModelProvider.Anthropic), streams: false, world.Chat(turns));
        var sent = JsonElement.Parse((await world.Mock.NextRequestAsync()).Body);
        sent.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).Should().Equal("f", "g");
        sent.GetProperty("tool_choice").GetRawText().Should().Be("""{"type":"none"}""");

        await world.AskAsync(world.Model(ModelProvider.OpenAI), streams: false, world.Chat(turns));
        (await world.Mock.NextRequestAsync()).Body.Should().NotContain("\"tools\"");
    }

    /// <summary>What goes along with <c>thinking</c>, in the order in which it is written.</summary>
    [Theory]
    [InlineData("", "", "thinking")]
    [InlineData(""" ,"temperature":0.2,"top_k":5 """, "", "thinking")]
    [InlineData(""" ,"temperature":1 """, "", "temperature thinking")]
    [InlineData(""" ,"top_p":0.5 """, "", "thinking")]
    [InlineData(""" ,"top_p":0.97 """, "", "top_p thinking")]
    [InlineData(""" ,"tool_choice":{"type":"any"} """, "", "tool_choice")]
    [InlineData(""" ,"tool_choice":{"type":"auto"} """, "", "tool_choice thinking")]
    [InlineData("", """ ,{"role":"assistant","content":"The answer is"} """, "")]
    [InlineData("", UnthoughtLoop, "")]
    [InlineData("", UnthoughtLoop + """ ,{"role":"user","content":"And now?"} """, "thinking")] // that loop is over
    [InlineData(""" ,"temperature":0.2 """, UnthoughtLoop, "temperature")]
    [InlineData("", ThoughtLoop, "thinking")]
    public async Task Thinking_goes_with_what_Anthropic_takes_beside_it(string options, string turns, string expected)
    {
        await using var world = await World.StartAsync();
        var body = $$"""
            {"max_tokens":4000,"messages":[{"role":"user","content":"Go"}{{turns}}],
             "tools":[{"name":"f","input_schema":{"type":"object"} }],"thinking":{"type":"enabled","budget_tokens":1024}{{options}} }
            """;
        await world.AskAsync(world.Model(ModelProvider.Anthropic), streams: false, world.Body(body));
        string[] looked = ["tool_choice", "temperature", "top_p", "top_k", "thinking"];
        JsonElement
            .Parse((await world.Mock.NextRequestAsync()).Body)
            .EnumerateObject()
            .Select(field => field.Name)
            .Where(looked.Contains)
            .Should()
            .Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Mistral_gets_a_turn_of_the_models_between_a_result_and_the_person()
    {
        await using var world = await World.StartInPlaceOfEveryHostAsync();
        var turns = $$"""[{"role":"user","content":"Go"},{{Call}},{"role":"user","content":"Stop"}]""";
        await world.AskAsync(
            world.Model(ModelProvider.GenericChatCompletionApi, baseUrl: "http://api.mistral.ai/v1"),
            streams: false,
            world.Chat(turns)
        );
        Regex
            .Matches((await world.Mock.NextRequestAsync()).Body, "\"role\":\"([a-z]+)\"")
            .Select(match => match.Groups[1].Value)
            .Should()
            .Equal("user", "assistant", "tool", "tool", "assistant", "user");
    }

    [Theory]
    [InlineData("image/jpg", "image/jpeg")]
    [InlineData("IMAGE/PNG", "image/png")]
    [InlineData("image/webp", "image/webp")]
    public async Task A_picture_has_the_registered_name_of_its_type(string given, string expected)
    {
        await using var world = await World.StartAsync();
        foreach (var provider in new[] { ModelProvider.OpenAI, ModelProvider.Anthropic })
        {
            await world.AskAsync(
                world.Model(provider),
                streams: false,
                world.Chat(
                    $$$"""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:{{{given}}};base64,iVBORw=="}}]}]"""
                )
            );
            (await world.Mock.NextRequestAsync()).Body.Should().Contain(expected).And.NotContain(given == expected ? "\0" : given);
        }
    }

    [Theory]
    [InlineData("""{"type":"object"}""", """{"type":"object"}""")]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}}}""")]
    public async Task The_schema_of_a_tool_is_an_objects(string schema, string expected)
    {
        await using var world = await World.StartAsync();
        foreach (var provider in new[] { ModelProvider.OpenAI, ModelProvider.Anthropic })
        {
            await world.AskAsync(
                world.Model(provider),
                streams: false,
                world.Body(
                    $$$"""
                    {"messages":[{"role":"user","content":"Go"}],"tools":[{"type":"function",
                      "function":{"name":"f","parameters":{{{schema}}}}}]}
                    """
                )
            );
            (await world.Mock.NextRequestAsync()).Body.Should().Contain(expected);
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

    private static string Roles(string body) =>
        string.Join(
            ' ',
            JsonElement
                .Parse(body)
                .GetProperty("messages")
                .EnumerateArray()
                .Select(message =>
                    message.GetProperty("role").GetString()
                    + (message.TryGetProperty("tool_call_id", out var id) ? ":" + id.GetString() : "")
                    + (
                        message.TryGetProperty("tool_calls", out var calls)
                            ? $"({string.Join(',', calls.EnumerateArray().Select(call => call.GetProperty("id").GetString()))})"
                            : ""
                    )
                )
        );
}
