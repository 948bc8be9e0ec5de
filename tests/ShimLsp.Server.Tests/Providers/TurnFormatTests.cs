using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>How the turns of a conversation are written in a provider's own format.</summary>
public sealed class TurnFormatTests
{
    [Fact]
    public async Task An_image_from_a_tool_follows_if_results_must_be_text()
    {
        const string Body = """
            {"messages":[{"role":"user","content":"Shoot."},
              {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"shot","input":{}},
                {"type":"tool_use","id":"c2","name":"shot","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1",
                "content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}]},
                {"type":"tool_result","tool_use_id":"c2","is_error":true,
                  "content":[{"type":"text","text":"half of it"},{"type":"image","data":"iVBORw==","mimeType":"image/png"}]}]}]}
            """;
        await using var world = await World.StartAsync();
        (await world.SentAsync(ModelProvider.OpenAI, new() { Body = World.Json(Body) }))
            .Should()
            .EndWith(
                """
                {"role":"tool","tool_call_id":"c1","content":"(an image, which follows)"},
                  {"role":"tool","tool_call_id":"c2","content":"Error: half of it"},
                  {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}]}
                """.Unfolded()
            );
        (await world.SentAsync(ModelProvider.Anthropic, new() { Body = World.Json(Body) }))
            .Should()
            .EndWith(
                """
                {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"half of it"},
                  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}],"is_error":true}]}],
                  "tools":[{"name":"shot","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
                  "tool_choice":{"type":"none"}}
                """.Unfolded()
            );
    }

    [Fact]
    public async Task Text_after_a_models_calls_stays_before_their_results()
    {
        const string Body = """
            {"input":[{"role":"user","content":"Go."},{"type":"function_call","call_id":"c1","name":"x","arguments":"{}"},
              {"type":"message","role":"assistant","content":"Wait."},{"type":"function_call_output","call_id":"c1","output":"r"}]}
            """;
        await using var world = await World.StartAsync();
        (await world.SentAsync(ModelProvider.OpenAI, new() { Body = World.Json(Body) }))
            .Should()
            .Contain(
                """
                {"role":"assistant","content":"Wait.",
                  "tool_calls":[{"id":"c1","type":"function","function":{"name":"x","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"r"}
                """.Unfolded()
            );
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"a"}]""", false, 0)]
    [InlineData("""[{"role":"user","content":"a"}]""", true, 1)]
    [InlineData("""[{"role":"system","content":"s"},{"role":"user","content":"a"}]""", false, 1)]
    [InlineData(
        """
            [{"role":"system","content":"s"},{"role":"system","content":"t"},{"role":"user","content":"a"},
              {"role":"assistant","content":"b"},{"role":"user","content":"c"}]
            """,
        false,
        2
    )]
    [InlineData(
        """
            [{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},
              {"role":"assistant","content":"d"},{"role":"user","content":"e"}]
            """,
        true,
        1
    )]
    public async Task The_beginning_that_stays_the_same_is_marked_for_the_prompt_cache(string messages, bool isConversation, int marks)
    {
        await using var world = await World.StartAsync();
        var body = await world.SentAsync(
            ModelProvider.Anthropic,
            new() { Messages = World.Json(messages), ConversationId = isConversation ? "c" : null }
        );
        body.Split("cache_control").Should().HaveCount(marks + 1);
        if (messages.Contains("assistant", StringComparison.Ordinal))
        {
            body.Should()
                .Contain(
                    ""","cache_control":{"type":"ephemeral"}}]},{"role":"user","content":[{"type":"text","text":""",
                    "what comes after the mark is the newest"
                );
        }
    }

    [Fact]
    public async Task Anthropic_gets_turns_in_alternation_with_nothing_empty()
    {
        const string Messages = """
            [{"role":"user","content":"a"},{"role":"user","content":"  "},{"role":"system","content":"late"},{"role":"user","content":"b"},
             {"role":"assistant","content":""},{"role":"assistant","content":null,
               "tool_calls":[{"id":"functions.x:0","function":{"name":"x","arguments":""}}]},
             {"role":"user","content":"c"},{"role":"tool","tool_call_id":"functions.x:0","content":"r"}]
            """;
        await using var world = await World.StartAsync();
        (await world.SentAsync(ModelProvider.Anthropic, new() { Messages = World.Json(Messages) }))
            .Should()
            .Be(
                """
                {"model":"m","max_tokens":4096,"system":[{"type":"text","text":"late","cache_control":{"type":"ephemeral"}}],
                  "messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
                  {"role":"assistant","content":[{"type":"tool_use","id":"call_448624f5d5d78247549321bd","name":"x","input":{},
                  "cache_control":{"type":"ephemeral"}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_448624f5d5d78247549321bd","content":"r"},
                  {"type":"text","text":"c"}]}],
                  "tools":[{"name":"x","input_schema":{"type":"object"}}],"tool_choice":{"type":"none"}}
                """.Unfolded()
            );
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, """{"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}""")]
    [InlineData(
        ModelProvider.Anthropic,
        """{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}"""
    )]
    public async Task A_turn_of_thoughts_alone_is_left_out(ModelProvider provider, string expected)
    {
        await using var world = await World.StartAsync();
        const string Body = """
            {"messages":[{"role":"user","content":"a"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"}]},{"role":"user","content":"b"}]}
            """;
        (await world.SentAsync(provider, new() { Body = World.Json(Body) })).Should().Be(expected);
    }
}
