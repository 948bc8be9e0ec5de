using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers.Responses;

/// <summary>What goes to a model of the Responses shape, to the last byte.</summary>
public sealed class ResponsesRequestTests
{
    [Fact]
    public async Task All_that_Codex_sends_goes_out_again()
    {
        const string Body = """
            {"model":"x","stream":true,"store":true,"prompt_cache_key":"thread","client_metadata":{},
             "input":[{"type":"message","id":"m1","role":"developer","content":[{"type":"input_text","text":"Be brief."}]},
              {"role":"user","content":[{"type":"input_text","text":"Look."},
                {"type":"input_image","image_url":"data:image/png;base64,iVBORw==","detail":"high"},
                {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]},
              {"type":"compaction","id":"cmp","encrypted_content":"c=="},
              {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"a=="},
              {"type":"function_call","id":"fc_1","call_id":"toolu_01ABC:weird/id","name":"read",
                "arguments":"{\"p\": 1}","namespace":"mcp__x"},
              {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"b=="},
              {"type":"custom_tool_call","id":"ctc_1","call_id":"c2","name":"apply_patch","input":"*** Begin \"Patch\"\n"},
              {"type":"function_call_output","call_id":"toolu_01ABC:weird/id","output":[{"type":"input_text","text":"one"},
                {"type":"input_image","image_url":"https://example.com/a.png"}]},
              {"type":"custom_tool_call_output","call_id":"c2",
                "output":[{"type":"input_text","text":"Done"},{"type":"input_text","text":"!"}]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"So."}]},
              {"role":"user","content":"Well?"}],
             "tools":[{"type":"function","name":"list","description":"Lists.","parameters":{"type":"object"}},
              {"type":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
              {"type":"namespace","name":"mcp__x","description":"X.","tools":[{"type":"function","name":"read",
                "parameters":{"type":"object"},"strict":true},{"type":"function","name":"write","parameters":{"type":"object"}}]},
              {"type":"web_search","filters":{"allowed_domains":["example.com"]}}],
             "tool_choice":{"type":"custom","name":"apply_patch"},"parallel_tool_calls":true,
             "reasoning":{"effort":"high","summary":"detailed"},"max_output_tokens":5,"temperature":0.5,"top_p":0.25,"stop":"END",
             "text":{"format":{"type":"json_schema","name":"shape","schema":{"type":"object"},"strict":true}}}
            """;
        await Check(
            Body,
            streams: true,
            """
            {"model":"m","input":[{"type":"message","role":"system","content":[{"type":"input_text","text":"Be brief."}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"Look."},
              {"type":"input_image","image_url":"data:image/png;base64,iVBORw==","detail":"high"},
              {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]},
              {"type":"compaction","id":"cmp","encrypted_content":"c=="},
              {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"a=="},
              {"type":"function_call","call_id":"toolu_01ABC:weird/id","name":"read","namespace":"mcp__x","arguments":"{\"p\": 1}"},
              {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"b=="},
              {"type":"custom_tool_call","call_id":"c2","name":"apply_patch","input":"*** Begin \"Patch\"\n"},
              {"type":"function_call_output","call_id":"toolu_01ABC:weird/id","output":[{"type":"input_text","text":"one"},
              {"type":"input_image","image_url":"https://example.com/a.png"}]},
              {"type":"custom_tool_call_output","call_id":"c2","output":"Done\n!"},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"So."}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"Well?"}]}],
              "max_output_tokens":16,"temperature":0.5,"top_p":0.25,"reasoning":{"effort":"high","summary":"auto"},
              "text":{"format":{"type":"json_schema","name":"shape","schema":{"type":"object"},"strict":true}},
              "tools":[{"type":"function","name":"list","description":"Lists.","parameters":{"type":"object"},"strict":false},
              {"type":"custom","name":"apply_patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},
              {"type":"namespace","name":"mcp__x","description":"X.",
              "tools":[{"type":"function","name":"read","parameters":{"type":"object"},"strict":true},
              {"type":"function","name":"write","parameters":{"type":"object"},"strict":false}]},
              {"type":"web_search","filters":{"allowed_domains":["example.com"]}}],
              "tool_choice":{"type":"custom","name":"apply_patch"},"parallel_tool_calls":true,
              "store":false,"include":["reasoning.encrypted_content"],"prompt_cache_key":"thread","stream":true}
            """
        );
    }

    [Fact]
    public Task A_whole_reply_is_asked_for() =>
        Check(
            """
            {"messages":[{"role":"user","content":"Hi"}],"top_k":5,"seed":7,"presence_penalty":0.5,
              "response_format":{"type":"json_object"}}
            """,
            streams: false,
            """
            {"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}],
              "text":{"format":{"type":"json_object"}},"store":false,"include":["reasoning.encrypted_content"]}
            """
        );

    [Fact]
    public Task A_history_of_another_shape_goes_out_as_items() =>
        Check(
            """
            {"system":"Be brief.","messages":[{"role":"user","content":"Go"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"I look."},
                {"type":"tool_use","id":"c1","name":"shot","input":{"x":1}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","is_error":true,
                "content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}]},
                {"type":"text","text":"And?"}]}],"thinking":{"type":"adaptive"},"tools":[{"name":"shot","input_schema":{"type":"object"}},
                {"type":"web_search_20250305","name":"web_search"}]}
            """,
            streams: false,
            """
            {"model":"m","input":[{"type":"message","role":"system","content":[{"type":"input_text","text":"Be brief."}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"Go"}]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"I look."}]},
              {"type":"function_call","call_id":"c1","name":"shot","arguments":"{\"x\":1}"},
              {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"Error:"},
              {"type":"input_image","image_url":"data:image/png;base64,iVBORw=="}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"And?"}]}],
              "tools":[{"type":"function","name":"shot","parameters":{"type":"object"},"strict":false}],
              "store":false,"include":["reasoning.encrypted_content"]}
            """
        );

    [Theory]
    [InlineData("""{"type":"function","name":"t"}""", """{"type":"function","name":"t"}""")]
    [InlineData("""{"type":"function","name":"t","namespace":"n"}""", """{"type":"function","name":"t","namespace":"n"}""")]
    [InlineData("""{"type":"web_search"}""", """{"type":"web_search"}""")]
    [InlineData("\"required\"", "\"required\"")]
    [InlineData("\"none\"", "\"none\"")]
    [InlineData("\"auto\"", "\"auto\"")]
    public async Task Which_tool_to_call_is_asked(string choice, string expected)
    {
        var body = await SentAsync(
            $$"""
            {"input":"Hi","tools":[{"type":"function","name":"t"},{"type":"web_search"},
              {"type":"namespace","name":"n","tools":[{"type":"function","name":"t"}]}],"tool_choice":{{choice}}}
            """
        );
        body.Should().Contain($"\"tool_choice\":{expected}");
    }

    [Theory]
    [InlineData("reasoning.summary", "\"reasoning\":{\"effort\":\"low\"}")]
    [InlineData("reasoning_effort", "-\"reasoning\":{")]
    [InlineData("reasoning.effort", "-\"reasoning\":{")]
    [InlineData("include", "-\"include\"")]
    [InlineData("prompt_cache_key", "-\"prompt_cache_key\"")]
    [InlineData("strict", "-\"strict\"")]
    public async Task An_option_that_is_omitted_is_left_out(string option, string expected)
    {
        const string Body = """
            {"input":"Hi","reasoning":{"effort":"low"},"prompt_cache_key":"k","tools":[{"type":"function","name":"t"}]}
            """;
        var full = await SentAsync(Body);
        var body = await SentAsync(Body, option);
        full.Should()
            .Contain("\"include\"")
            .And.Contain("\"prompt_cache_key\":\"k\"")
            .And.Contain("\"effort\":\"low\",\"summary\":\"auto\"");
        if (expected[0] == '-')
        {
            full.Should().Contain(expected[1..]);
            body.Should().NotContain(expected[1..]);
        }
        else
        {
            body.Should().Contain(expected);
        }
    }

    [Theory]
    [InlineData(
        400,
        "Unsupported parameter: 'reasoning.summary' is not supported with this model.",
        "reasoning.summary",
        "reasoning.summary"
    )]
    [InlineData(400, "Encrypted content is not supported with this model.", "include", "include")]
    public async Task An_option_that_the_model_refuses_is_left_out_from_then_on(int status, string message, string param, string option)
    {
        await using var world = await World.StartAsync();
        var refusal = $$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error","param":"{{{param}}}","code":null}}""";
        world
            .Mock["m"]
            .Answers(ShimLsp.Mock.Answer.Sends("application/json", refusal) with { Status = status }, ShimLsp.Mock.Answer.Says("Hi"));
        var chat = world.Body("""{"input":"Hi","reasoning":{"effort":"low"}}""");
        (await world.AskAsync(world.Model(ModelWire.Responses), streams: false, chat)).Reply.Text.ToString().Should().Be("Hi");

        (await world.Mock.NextRequestAsync()).Body.Should().Contain(option is "include" ? "\"include\"" : "\"summary\"");
        (await world.Mock.NextRequestAsync()).Body.Should().NotContain(option is "include" ? "\"include\"" : "\"summary\"");
    }

    [Theory]
    [InlineData("", "/responses")]
    [InlineData("/v1", "/v1/responses")]
    [InlineData("/v1/responses/?v=1", "/v1/responses?v=1")]
    public async Task The_address_is_made_from_the_base_url(string baseUrl, string target)
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(world.Model(ModelWire.Responses, baseUrl: world.Mock.Origin + baseUrl), streams: false);
        var request = await world.Mock.NextRequestAsync();
        request.Target.Should().Be(target);
        request.Header("Authorization").Should().Be("Bearer " + World.Key);
    }

    [Fact]
    public async Task No_two_calls_of_a_conversation_have_one_id_and_long_ids_are_cut()
    {
        var id = new string('x', 65);
        var body = await SentAsync(
            $$"""
            {"input":[{"role":"user","content":"Go"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"one"},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"two"},
              {"type":"custom_tool_call","call_id":"{{id}}","name":"g","input":"not json"},{"role":"user","content":"Stop"}]}
            """
        );
        body.Should()
            .Contain("\"call_id\":\"c\",\"output\":\"one\"")
            .And.Contain("\"call_id\":\"c_2\",\"output\":\"two\"")
            .And.MatchRegex("\"custom_tool_call\",\"call_id\":\"(call_[0-9a-f]{24})\",\"name\":\"g\",\"input\":\"not json\"")
            .And.MatchRegex("\"custom_tool_call_output\",\"call_id\":\"call_[0-9a-f]{24}\",\"output\":\"The call was interrupted");
    }

    private static async Task Check(string body, bool streams, string expected) =>
        (await SentAsync(body, streams: streams)).Should().Be(expected.Unfolded());

    private static async Task<string> SentAsync(string body, string? omit = null, bool streams = false)
    {
        await using var world = await World.StartAsync();
        var model = world.Model(ModelWire.Responses) with { Omit = omit is null ? [] : [omit] };
        await world.AskAsync(model, streams, world.Read(new ChatRequest { Body = World.Json(body) }));
        return (await world.Mock.NextRequestAsync()).Body;
    }
}
