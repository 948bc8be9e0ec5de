using System.Text.Json;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Gateway.Work;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Faults;

/// <summary>
/// A request as an agent sends it: the headers and fields that Codex 0.171, Claude Code 2.1 and opencode 1.18 were seen to send, around a
/// conversation of the test's own.
/// </summary>
internal sealed record AgentRequest(string Client, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What a person asks Codex.</summary>
    public const string CodexTask =
        """{"type":"message","id":"msg_0b","role":"user","content":[{"type":"input_text","text":"Count the files."}]}""";

    /// <summary>What a person asks Claude Code.</summary>
    public const string ClaudeTask =
        """{"role":"user","content":[{"type":"text","text":"Count the files.","cache_control":{"type":"ephemeral"}}]}""";

    /// <summary>What a person asks opencode.</summary>
    public const string OpencodeTask = """{"role":"user","content":"Count the files."}""";

    private const string ClaudeSession = "5f0c1c1e-0000-4000-8000-000000000001";

    /// <summary>Codex: its instructions are the first item, and every item has an id.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="items">The items after the instructions.</param>
    /// <param name="tools">The tools; null for none at all, as with lite models.</param>
    public static AgentRequest Codex(string model, string items = CodexTask, string? tools = "[]")
    {
        var body = $$"""
            {"model":{{Json.Quote(model)}},"input":[
              {"type":"message","id":"msg_0a","role":"developer","content":[{"type":"input_text","text":"You are a coding agent."}]},
              {{items}}],
             {{(tools is null ? "" : $"\"tools\":{tools},\"tool_choice\":\"auto\",")}}"parallel_tool_calls":true,
             "reasoning":{"effort":"medium","summary":"auto"},"store":false,"stream":true,"include":["reasoning.encrypted_content"],
             "prompt_cache_key":"0199-thread","text":{"verbosity":"low"},"client_metadata":{"x-codex-installation-id":"i"} }
            """;
        return new(
            "responses",
            body,
            new Dictionary<string, string>
            {
                ["session-id"] = "0199-session",
                ["thread-id"] = "0199-thread",
                ["x-client-request-id"] = "0199-thread",
                ["x-codex-window-id"] = "0199-thread:0",
                ["x-codex-turn-metadata"] = """{"turn_id":"1","request_kind":"turn","thread_source":"user"}""",
                ["x-codex-beta-features"] = "multi_agent",
                ["originator"] = "codex_exec",
                ["User-Agent"] = "codex_exec/0.171.0",
            }
        );
    }

    /// <summary>Claude Code.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="tools">The tools.</param>
    /// <param name="streams">Whether it streams: it asks once more without after a broken stream.</param>
    /// <param name="more">More fields, each with a comma in front.</param>
    public static AgentRequest ClaudeCode(
        string model,
        string messages = ClaudeTask,
        string tools = "[]",
        bool streams = true,
        string more = ""
    )
    {
        var user = Json.Quote($$"""{"device_id":"d","account_uuid":"","session_id":"{{ClaudeSession}}"}""");
        var body = $$"""
            {"model":{{Json.Quote(model)}},"messages":[{{messages}}],"system":[
               {"type":"text","text":"x-anthropic-billing-header: cc_version=2.1.332.1; cc_entrypoint=cli; cch=12ab;"},
               {"type":"text","text":"You are Claude Code.","cache_control":{"type":"ephemeral"} }],
             "tools":{{tools}},"metadata":{"user_id":{{user}} },"max_tokens":32000,"thinking":{"type":"adaptive"},
             "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"output_config":{"effort":"medium"},
             "stream":{{JsonSerializer.Serialize(streams)}} {{more}} }
            """;
        return new(
            "messages",
            body,
            new Dictionary<string, string>
            {
                ["x-claude-code-session-id"] = ClaudeSession,
                ["anthropic-version"] = "2023-06-01",
                ["anthropic-beta"] = "claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27",
                ["x-app"] = "cli",
                ["x-stainless-lang"] = "js",
                ["User-Agent"] = "claude-cli/2.1.332 (external, cli)",
            }
        );
    }

    /// <summary>opencode, with a provider of OpenAI's older API.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="messages">The messages after the system prompt.</param>
    /// <param name="tools">The tools.</param>
    public static AgentRequest Opencode(string model, string messages = OpencodeTask, string tools = "[]") =>
        new(
            "chat",
            $$"""
            {"model":{{Json.Quote(model)}},"max_tokens":32000,"messages":[{"role":"system","content":"You are opencode."},{{messages}}],
             "tools":{{tools}},"tool_choice":"auto","stream":true,"stream_options":{"include_usage":true} }
            """,
            new Dictionary<string, string> { ["x-session-id"] = "ses_1", ["x-session-affinity"] = "ses_1" }
        );

    /// <summary>The request of a client of a shape.</summary>
    /// <param name="client">The shape.</param>
    /// <param name="model">The name of the model.</param>
    /// <param name="turns">The turns after the system prompt; null for a task.</param>
    /// <param name="tool">The name of the one tool on offer.</param>
    public static AgentRequest Of(string client, string model, string? turns = null, string tool = "list") =>
        client switch
        {
            "chat" => Opencode(
                model,
                turns ?? OpencodeTask,
                $$"""[{"type":"function","function":{"name":"{{tool}}","parameters":{"type":"object"} } }]"""
            ),
            "messages" => ClaudeCode(
                model,
                turns ?? ClaudeTask,
                $$"""[{"name":"{{tool}}","description":"A tool.","input_schema":{"type":"object"} }]"""
            ),
            _ => Codex(
                model,
                turns ?? CodexTask,
                $$"""[{"type":"function","name":"{{tool}}","strict":false,"parameters":{"type":"object"} }]"""
            ),
        };

    /// <summary>Sends it.</summary>
    /// <param name="world">The gateway.</param>
    public Task<Reply> SendAsync(GatewayWorld world) => world.AskAsync("POST", WorkWorld.PathOf(Client), Body, change: AddHeaders);

    /// <summary>Sends it, and reads the streamed reply.</summary>
    /// <param name="world">The gateway.</param>
    public async Task<Heard> HearAsync(GatewayWorld world)
    {
        var reply = await SendAsync(world);
        reply.Status.Should().Be(200, reply.Body);
        return Heard.Of(Client, streams: true, reply.Body);
    }

    /// <summary>Adds its headers to a request.</summary>
    /// <param name="request">The request.</param>
    public void AddHeaders(HttpRequestMessage request)
    {
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
