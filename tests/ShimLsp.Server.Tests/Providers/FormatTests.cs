using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>The three request formats say the same in their own ways, so whichever a client speaks, a model is asked the same.</summary>
public sealed class FormatTests
{
    private const string ChatCompletions = """
        {"messages":[
          {"role":"system","content":"Be brief."},
          {"role":"user","content":[{"type":"text","text":"What is this?"},
            {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
            {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]},
          {"role":"assistant","content":"Let me look.",
            "tool_calls":[{"id":"c1","type":"function","function":{"name":"read","arguments":"{\"path\":\"a\"}"}},
            {"id":"c2","type":"function","function":{"name":"read","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"one"},
          {"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"two"}]},
          {"role":"user","content":"Well?"}],
         "tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object"}}}],
         "tool_choice":"required","parallel_tool_calls":false,"max_completion_tokens":9,"temperature":0.5,"top_p":0.25,"stop":"END"}
        """;

    private const string Responses = """
        {"instructions":"Be brief.","input":[
          {"role":"user","content":[{"type":"input_text","text":"What is this?"},
            {"type":"input_image","image_url":"https://example.com/a.png"},
            {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]},
          {"type":"reasoning","id":"r","summary":[],"encrypted_content":"x"},
          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me look.","annotations":[]}]},
          {"type":"function_call","call_id":"c1","name":"read","arguments":"{\"path\":\"a\"}"},
          {"type":"function_call","call_id":"c2","name":"read","arguments":"{}"},
          {"type":"function_call_output","call_id":"c1","output":"one"},
          {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"two"}]},
          {"role":"user","content":"Well?"}],
         "tools":[{"type":"function","name":"read","description":"Reads.","parameters":{"type":"object"}}],
         "tool_choice":"required","parallel_tool_calls":false,"max_output_tokens":9,"temperature":0.5,"top_p":0.25,"stop":["END"]}
        """;

    private const string Messages = """
        {"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],"messages":[
          {"role":"user","content":[{"type":"text","text":"What is this?"},
            {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},
            {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}}]},
          {"role":"assistant","content":[{"type":"text","text":"Let me look."},
            {"type":"tool_use","id":"c1","name":"read","input":{"path":"a"}},{"type":"tool_use","id":"c2","name":"read","input":{}}]},
          {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"one"},
            {"type":"tool_result","tool_use_id":"c2","content":[{"type":"text","text":"two"}]},{"type":"text","text":"Well?"}]}],
         "tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object"}}],
         "tool_choice":{"type":"any","disable_parallel_tool_use":true},
         "max_tokens":9,"temperature":0.5,"top_p":0.25,"stop_sequences":["END"]}
        """;

    [Theory]
    [InlineData(
        ModelProvider.OpenAI,
        """
            {"model":"m","messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
              {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]},
              {"role":"assistant","content":"Let me look.",
              "tool_calls":[{"id":"c1","type":"function","function":{"name":"read","arguments":"{\"path\":\"a\"}"}},
              {"id":"c2","type":"function","function":{"name":"read","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"one"},{"role":"tool","tool_call_id":"c2","content":"two"},
              {"role":"user","content":"Well?"}],"max_completion_tokens":9,"temperature":0.5,"top_p":0.25,"stop":["END"],
              "tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object"}}}],
              "tool_choice":"required","parallel_tool_calls":false}
            """
    )]
    [InlineData(
        ModelProvider.Anthropic,
        """
            {"model":"m","max_tokens":9,"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
              "messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},
              {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="},"title":"a.pdf"}]},
              {"role":"assistant","content":[{"type":"text","text":"Let me look."},
              {"type":"tool_use","id":"c1","name":"read","input":{"path":"a"}},
              {"type":"tool_use","id":"c2","name":"read","input":{},"cache_control":{"type":"ephemeral"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"one"},
              {"type":"tool_result","tool_use_id":"c2","content":"two"},{"type":"text","text":"Well?"}]}],
              "tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object"}}],
              "tool_choice":{"type":"any","disable_parallel_tool_use":true},"temperature":0.5,"stop_sequences":["END"]}
            """
    )]
    public async Task A_model_is_asked_the_same_whichever_format_the_client_speaks(ModelProvider provider, string expected)
    {
        await using var world = await World.StartAsync();
        foreach (var body in new[] { ChatCompletions, Responses, Messages })
        {
            (await SentAsync(world, provider, new() { Body = World.Json(body) })).Should().Be(expected.Unfolded());
        }
    }

    [Theory]
    [InlineData("""{"input":"Hi"}""")]
    [InlineData("""{"input":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"model":"x","stream":true,"store":true,"metadata":{},"n":1}""")]
    [InlineData("""{"messages":[{"type":"message","role":"user","content":[{"text":"Hi"}],"id":"x","status":"completed"}]}""")]
    [InlineData(
        """
            {"messages":[{"role":"user","content":["Hi"]}],"tools":[],"tool_choice":"auto","stop":[],
              "response_format":{"type":"text"},"temperature":null}
            """
    )]
    public async Task Fields_without_effect_are_not_sent(string body)
    {
        await using var world = await World.StartAsync();
        (await SentAsync(world, ModelProvider.OpenAI, new() { Body = World.Json(body) }))
            .Should()
            .Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task The_requests_own_fields_override_its_body()
    {
        await using var world = await World.StartAsync();
        var request = new ChatRequest
        {
            Body = World.Json(
                """
                {"messages":[{"role":"user","content":"Hi"}],"max_tokens":500,"temperature":1,
                  "tools":[{"name":"old","input_schema":{}}]}
                """
            ),
            MaxOutputTokens = 5,
            Temperature = 0,
            Tools = World.Json("""[{"type":"function","function":{"name":"new"}}]"""),
        };
        (await SentAsync(world, ModelProvider.Anthropic, request))
            .Should()
            .Be(
                """
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}],
                  "tools":[{"name":"new","input_schema":{"type":"object","properties":{}},
                  "cache_control":{"type":"ephemeral"}}],"temperature":0}
                """.Unfolded()
            );
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, 100, 40, "\"max_completion_tokens\":40")] // it can write no more
    [InlineData(ModelProvider.OpenAI, 10, 40, "\"max_completion_tokens\":10")]
    [InlineData(ModelProvider.OpenAI, null, 40, "-max_")]
    [InlineData(ModelProvider.Ollama, 10, null, "\"max_tokens\":10")]
    [InlineData(ModelProvider.GenericChatCompletionApi, 10, null, "\"max_tokens\":10")]
    [InlineData(ModelProvider.Anthropic, 100, 40, "\"max_tokens\":40")]
    [InlineData(ModelProvider.Anthropic, null, 40, "\"max_tokens\":40")]
    [InlineData(ModelProvider.Anthropic, null, null, "\"max_tokens\":4096")]
    public async Task The_limit_is_what_is_asked_so_far_as_the_model_can_write_it(
        ModelProvider provider,
        int? asked,
        int? able,
        string expected
    )
    {
        await using var world = await World.StartAsync();
        var model = world.Model(provider) with { MaxOutputTokens = able };
        await world.AskAsync(
            model,
            streams: false,
            world.Read(new() { Messages = World.Json("""[{"role":"user","content":"Hi"}]"""), MaxOutputTokens = asked })
        );
        var body = (await world.Mock.NextRequestAsync()).Body;
        if (expected[0] == '-')
        {
            body.Should().NotContain(expected[1..]);
        }
        else
        {
            body.Should().Contain(expected);
        }
    }

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
        (await SentAsync(world, ModelProvider.OpenAI, new() { Body = World.Json(Body) }))
            .Should()
            .EndWith(
                """
                {"role":"tool","tool_call_id":"c1","content":"(an image, which follows)"},
                  {"role":"tool","tool_call_id":"c2","content":"Error: half of it"},
                  {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}]}
                """.Unfolded()
            );
        (await SentAsync(world, ModelProvider.Anthropic, new() { Body = World.Json(Body) }))
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
        (await SentAsync(world, ModelProvider.OpenAI, new() { Body = World.Json(Body) }))
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
        var body = await SentAsync(
            world,
            ModelProvider.Anthropic,
            new() { Messages = World.Json(messages), IsConversation = isConversation }
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
        (await SentAsync(world, ModelProvider.Anthropic, new() { Messages = World.Json(Messages) }))
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
        (await SentAsync(world, provider, new() { Body = World.Json(Body) })).Should().Be(expected);
    }

    [Theory]
    [InlineData("\"none\"", "\"tool_choice\":{\"type\":\"none\"}", "\"tool_choice\":\"none\"")]
    [InlineData("\"auto\"", "\"tool_choice\":{\"type\":\"auto\"}", "\"tool_choice\":\"auto\"")]
    [InlineData("""{"type":"auto"}""", "\"tool_choice\":{\"type\":\"auto\"}", "\"tool_choice\":\"auto\"")]
    [InlineData(
        """{"type":"tool","name":"t"}""",
        "\"tool_choice\":{\"type\":\"tool\",\"name\":\"t\"}",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"t\"}}"
    )]
    [InlineData(
        """{"type":"function","name":"t"}""",
        "\"tool_choice\":{\"type\":\"tool\",\"name\":\"t\"}",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"t\"}}"
    )]
    public async Task Which_tool_to_call_is_asked_in_each_shape(string choice, string anthropic, string openAi)
    {
        await using var world = await World.StartAsync();
        var request = new ChatRequest
        {
            Body = World.Json($$"""{"input":"Hi","tools":[{"type":"function","name":"t"}],"tool_choice":{{choice}}}"""),
        };
        (await SentAsync(world, ModelProvider.Anthropic, request)).Should().Contain(anthropic);
        (await SentAsync(world, ModelProvider.OpenAI, request)).Should().Contain(openAi);
    }

    private static async Task<string> SentAsync(World world, ModelProvider provider, ChatRequest request)
    {
        await world.AskAsync(world.Model(provider), streams: false, world.Read(request));
        return (await world.Mock.NextRequestAsync()).Body;
    }
}
