using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What goes over the wire, to the last header. Whatever a library adds in a later version shows here first.</summary>
public sealed class WireTests
{
    private const string Hi = """{"messages":[{"role":"user","content":"Hi"}]}""";

    private const string Everything = """
        {
          "model": "somebody-else", "stream": true, "n": 1, "user": "u",
          "messages": [
            {"role":"system","content":"Be brief."},
            {"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw==","detail":"low"}}]},
            {"role":"assistant","content":"Let me look.","tool_calls":[
              {"id":"call_1","type":"function","function":{"name":"read","arguments":"{\"path\": \"a.cs\"}"}},
              {"id":"call:2","type":"function","function":{"name":"list","arguments":"not json"}}]},
            {"role":"tool","tool_call_id":"call_1","content":"class A;"},
            {"role":"tool","tool_call_id":"call:2","content":[{"type":"text","text":"a.cs"}]},
            {"role":"user","content":"And now, in grün \ud83d\ude42 \ud800?"}
          ],
          "tools": [
            {"type":"function","function":{"name":"read","description":"Reads.",
              "parameters":{"type":"object","properties":{"path":{"$ref":"#/$defs/p"}},"$defs":{"p":{"type":"string"}}},"strict":true}},
            {"type":"function","function":{"name":"list"}}
          ],
          "tool_choice": {"type":"function","function":{"name":"read"}}, "parallel_tool_calls": false,
          "max_tokens": 500, "temperature": 1.5, "top_p": 0.9, "stop": ["END"], "seed": 7,
          "presence_penalty": 0.1, "frequency_penalty": 0.2, "reasoning_effort": "low",
          "response_format": {"type":"json_schema",
            "json_schema":{"name":"shape","schema":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}}
        }
        """;

    [Fact]
    public Task OpenAI_is_asked_for_everything_as_it_was_given() =>
        Check(
            ModelProvider.OpenAI,
            streams: true,
            Everything,
            """
            POST /v1/chat/completions HTTP/1.1
            Accept: text/event-stream
            Authorization: Bearer sk-canary-7f3a
            Content-Length: ITS
            Content-Type: application/json
            Host: 127.0.0.1:PORT
            User-Agent: shim-lsp/0.1.0

            {"model":"m","messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw==","detail":"low"}}]},
              {"role":"assistant","content":"Let me look.",
              "tool_calls":[{"id":"call_1","type":"function","function":{"name":"read","arguments":"{\"path\": \"a.cs\"}"}},
              {"id":"call:2","type":"function","function":{"name":"list","arguments":"{\"arguments\":\"not json\"}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"class A;"},{"role":"tool","tool_call_id":"call:2","content":"a.cs"},
              {"role":"user","content":"And now, in grün \uD83D\uDE42 �?"}],"max_completion_tokens":500,
              "temperature":1.5,"top_p":0.9,"presence_penalty":0.1,"frequency_penalty":0.2,"seed":7,"stop":["END"],
              "reasoning_effort":"low",
              "response_format":{"type":"json_schema",
              "json_schema":{"name":"shape","schema":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}},
              "tools":[{"type":"function","function":{"name":"read","description":"Reads.",
              "parameters":{"type":"object","properties":{"path":{"$ref":"#/$defs/p"}},"$defs":{"p":{"type":"string"}}},
              "strict":true}},{"type":"function","function":{"name":"list","parameters":{"type":"object","properties":{}}}}],
              "tool_choice":{"type":"function","function":{"name":"read"}},"parallel_tool_calls":false,
              "stream":true,"stream_options":{"include_usage":true}}
            """
        );

    [Fact]
    public Task Ollama_gets_the_limit_under_its_older_name() =>
        Check(
            ModelProvider.Ollama,
            streams: true,
            Everything,
            """
            POST /v1/chat/completions HTTP/1.1
            Accept: text/event-stream
            Authorization: Bearer sk-canary-7f3a
            Content-Length: ITS
            Content-Type: application/json
            Host: 127.0.0.1:PORT
            User-Agent: shim-lsp/0.1.0

            {"model":"m","messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw==","detail":"low"}}]},
              {"role":"assistant","content":"Let me look.",
              "tool_calls":[{"id":"call_1","type":"function","function":{"name":"read","arguments":"{\"path\": \"a.cs\"}"}},
              {"id":"call:2","type":"function","function":{"name":"list","arguments":"{\"arguments\":\"not json\"}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"class A;"},{"role":"tool","tool_call_id":"call:2","content":"a.cs"},
              {"role":"user","content":"And now, in grün \uD83D\uDE42 �?"}],"max_tokens":500,
              "temperature":1.5,"top_p":0.9,"presence_penalty":0.1,"frequency_penalty":0.2,"seed":7,"stop":["END"],
              "reasoning_effort":"low",
              "response_format":{"type":"json_schema",
              "json_schema":{"name":"shape","schema":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}},
              "tools":[{"type":"function","function":{"name":"read","description":"Reads.",
              "parameters":{"type":"object","properties":{"path":{"$ref":"#/$defs/p"}},"$defs":{"p":{"type":"string"}}},
              "strict":true}},{"type":"function","function":{"name":"list","parameters":{"type":"object","properties":{}}}}],
              "tool_choice":{"type":"function","function":{"name":"read"}},"parallel_tool_calls":false,
              "stream":true,"stream_options":{"include_usage":true}}
            """
        );

    [Fact]
    public Task Anthropic_is_asked_in_its_own_shape() =>
        Check(
            ModelProvider.Anthropic,
            streams: true,
            Everything,
            """
            POST /v1/messages HTTP/1.1
            Accept: text/event-stream
            anthropic-version: 2023-06-01
            Content-Length: ITS
            Content-Type: application/json
            Host: 127.0.0.1:PORT
            User-Agent: shim-lsp/0.1.0
            x-api-key: sk-canary-7f3a

            {"model":"m","max_tokens":500,"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
              "messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},
              {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}}]},
              {"role":"assistant","content":[{"type":"text","text":"Let me look."},
              {"type":"tool_use","id":"call_1","name":"read","input":{"path": "a.cs"}},
              {"type":"tool_use","id":"call_33331b626c7ac0ef1592f8f6","name":"list","input":{"arguments":"not json"},
              "cache_control":{"type":"ephemeral"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"class A;"},
              {"type":"tool_result","tool_use_id":"call_33331b626c7ac0ef1592f8f6","content":"a.cs"},
              {"type":"text","text":"And now, in grün \uD83D\uDE42 �?"}]}],
              "tools":[{"name":"read","description":"Reads.",
              "input_schema":{"type":"object","properties":{"path":{"$ref":"#/$defs/p"}},"$defs":{"p":{"type":"string"}}}},
              {"name":"list","input_schema":{"type":"object","properties":{}}}],
              "tool_choice":{"type":"tool","name":"read","disable_parallel_tool_use":true},"temperature":1,
              "stop_sequences":["END"],"output_config":{"effort":"low","format":{"type":"json_schema",
              "schema":{"type":"object","properties":{"a":{"type":"integer"}}}}},"stream":true}
            """
        );

    [Fact]
    public Task OpenAI_is_asked_for_a_whole_reply() =>
        Check(
            ModelProvider.OpenAI,
            streams: false,
            Hi,
            """
            POST /v1/chat/completions HTTP/1.1
            Accept: application/json
            Authorization: Bearer sk-canary-7f3a
            Content-Length: ITS
            Content-Type: application/json
            Host: 127.0.0.1:PORT
            User-Agent: shim-lsp/0.1.0

            {"model":"m","messages":[{"role":"user","content":"Hi"}]}
            """
        );

    [Fact]
    public Task Anthropic_is_asked_for_a_whole_reply() =>
        Check(
            ModelProvider.Anthropic,
            streams: false,
            Hi,
            """
            POST /v1/messages HTTP/1.1
            Accept: application/json
            anthropic-version: 2023-06-01
            Content-Length: ITS
            Content-Type: application/json
            Host: 127.0.0.1:PORT
            User-Agent: shim-lsp/0.1.0
            x-api-key: sk-canary-7f3a

            {"model":"m","max_tokens":4096,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}
            """
        );

    [Fact]
    public async Task A_model_without_a_key_is_sent_none()
    {
        await using var world = await World.StartAsync();
        world.KeyNow = null;
        foreach (var provider in new[] { ModelProvider.OpenAI, ModelProvider.Anthropic })
        {
            await world.AskAsync(world.Model(provider), streams: false);
            (await world.Mock.NextRequestAsync()).Headers.Keys.Should().NotContain(["Authorization", "x-api-key"]);
        }
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Headers_of_the_row_win_but_not_over_the_transport(ModelProvider provider)
    {
        await using var world = await World.StartAsync();
        var model = world.Model(
            provider,
            headers:
            [
                ("X-Title", "mine"),
                ("user-agent", "me/1"),
                ("Authorization", "Basic abc"),
                ("anthropic-version", "2030-01-01"),
                ("Host", "else.example.com"),
                ("Content-Type", "text/x"),
                ("Expires", "0"),
            ]
        );

        await world.AskAsync(model, streams: true);

        var request = await world.Mock.NextRequestAsync();
        request.Header("X-Title").Should().Be("mine");
        request.Header("User-Agent").Should().Be("me/1");
        request.Header("Authorization").Should().Be("Basic abc");
        request.Header("anthropic-version").Should().Be("2030-01-01");
        request.Header("Host").Should().StartWith("127.0.0.1:");
        request.Header("Content-Type").Should().Be("application/json");
        request.Header("Expires").Should().BeNull();
    }

    [Fact]
    public async Task A_header_that_cannot_be_sent_is_reported_and_nothing_is_sent()
    {
        await using var world = await World.StartAsync();
        var failure = await world.FailAsync(world.Model(ModelProvider.OpenAI, headers: ("X-Team", "grün-canary")), streams: false);
        failure.Message.Should().Contain("extra_headers");
        $"{failure}".Should().NotContain("canary");
        world.Mock.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, "", "/chat/completions")]
    [InlineData(ModelProvider.OpenAI, "/v1/", "/v1/chat/completions")]
    [InlineData(
        ModelProvider.GenericChatCompletionApi,
        "/openai/deployments/x?api-version=1",
        "/openai/deployments/x/chat/completions?api-version=1"
    )]
    [InlineData(ModelProvider.Anthropic, "", "/v1/messages")]
    [InlineData(ModelProvider.Anthropic, "/v1", "/v1/messages")]
    [InlineData(ModelProvider.Anthropic, "/v1/", "/v1/messages")]
    [InlineData(ModelProvider.Anthropic, "/anthropic", "/anthropic/v1/messages")]
    [InlineData(ModelProvider.OpenAI, "/v1/chat/completions", "/v1/chat/completions")]
    [InlineData(ModelProvider.OpenAI, "/v1/chat/completions/", "/v1/chat/completions")]
    [InlineData(
        ModelProvider.GenericChatCompletionApi,
        "/openai/deployments/x/chat/completions?api-version=1",
        "/openai/deployments/x/chat/completions?api-version=1"
    )]
    [InlineData(ModelProvider.Ollama, "/v1/Chat/Completions", "/v1/Chat/Completions")]
    [InlineData(ModelProvider.OpenAI, "/no-chat/completions", "/no-chat/completions/chat/completions")]
    [InlineData(ModelProvider.Anthropic, "/v1/messages", "/v1/messages")]
    [InlineData(ModelProvider.Anthropic, "/v1/messages/?beta=true", "/v1/messages?beta=true")]
    [InlineData(ModelProvider.Anthropic, "/proxy/messages", "/proxy/messages")]
    public async Task The_address_is_made_from_the_base_url(ModelProvider provider, string baseUrl, string target)
    {
        await using var world = await World.StartAsync();
        world.Mock.OthersAnswer(Answer.Fails(404));
        await world.FailAsync(world.Model(provider, baseUrl: world.Mock.Origin + baseUrl), streams: false);
        (await world.Mock.NextRequestAsync()).Target.Should().Be(target);
    }

    private static async Task Check(ModelProvider provider, bool streams, string body, string expected)
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(world.Model(provider), streams, world.Body(body));
        (await world.Mock.NextRequestAsync()).Text(world).Should().Be(expected.Unfolded());
    }
}
