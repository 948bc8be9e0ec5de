using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Histories that editors do produce, as each provider takes them.</summary>
public sealed class ShapeRuleTests
{
    private const string UnthoughtLoop = """
        ,{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"ok"}]}
        """;

    private const string ThoughtLoop = """
        ,{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
          {"type":"tool_use","id":"a","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"ok"}]}
        """;

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
        Sent.Roles((await world.Mock.NextRequestAsync()).Body).Should().Be(expected);
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

    [Fact]
    public async Task Anthropic_is_told_of_the_tools_that_were_called_if_none_is_offered()
    {
        await using var world = await World.StartAsync();
        var turns = $$"""[{"role":"user","content":"Go"},{{CallRuleTests.Call}},{"role":"user","content":"Sum up."}]""";
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
        var turns = $$"""[{"role":"user","content":"Go"},{{CallRuleTests.Call}},{"role":"user","content":"Stop"}]""";
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
}
