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
            (await world.SentAsync(provider, new() { Body = World.Json(body) })).Should().Be(expected.Unfolded());
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
        (await world.SentAsync(ModelProvider.OpenAI, new() { Body = World.Json(body) }))
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
        (await world.SentAsync(ModelProvider.Anthropic, request))
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
        (await world.SentAsync(ModelProvider.Anthropic, request)).Should().Contain(anthropic);
        (await world.SentAsync(ModelProvider.OpenAI, request)).Should().Contain(openAi);
    }
}
