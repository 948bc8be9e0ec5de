using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Faults;
using ShimLsp.Server.Tests.Gateway.Serving;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>Requests that a client makes for itself, as Codex, Claude Code and opencode were recorded to send them.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private const string TextOnly = "CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.";
    private const string Summary = "Your task is to create a detailed summary of the conversation so far, paying close attention to ...";

    private GatewayWorld world = null!;

    public static TheoryData<string> Kinds => [.. All.Keys];

    private static Dictionary<string, AgentRequest> All { get; } =
        new()
        {
            ["Codex compacts"] = WithMetadata("""{"request_kind":"compaction","thread_source":"user"}"""),
            ["Codex wants a title"] = WithMetadata("""{"request_kind":"turn","thread_source":"thread_title"}"""),
            ["Claude Code compacts"] = Claude($"{AgentRequest.ClaudeTask},{Order()}"),
            ["Claude Code compacts, and tells of its environment"] = Claude(
                $$"""{{Order()}},{"role":"system","content":"# Environment"}"""
            ),
            ["Claude Code wants a title"] = AgentRequest.ClaudeCode(
                "claude-haiku-5-5",
                """{"role":"user","content":"<session>Count the files.</session>"}""",
                more: ""","output_format":{"type":"json_schema","schema":{"type":"object"}}"""
            ),
            ["opencode wants a title"] = Opencode("You are a title generator. You output ONLY a thread title. Nothing else."),
            ["opencode compacts"] = Opencode("You are a context summarization agent. You are given a conversation."),
        };

    public async Task InitializeAsync()
    {
        world = await WorkWorld.StartAsync();

        // The cheapest fails once, so that another has the conversation; then it is as good as ever.
        world.Upstream["m-chat"].Answers(Answer.Fails(500), Answer.Says("From chat."));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_client_asks_for_itself_neither_uses_nor_changes_the_model_of_the_turn(string kind)
    {
        var client = All[kind].Client;
        (await ModelOfAsync(AgentRequest.Of(client, "auto"))).Should().Be("messages");
        world.Time.Advance(TimeSpan.FromMinutes(10));

        (await ModelOfAsync(All[kind])).Should().Be("chat");
        (await ModelOfAsync(AgentRequest.Of(client, "auto", LoopOf(client)))).Should().Be("messages");
    }

    private async Task<string> ModelOfAsync(AgentRequest request)
    {
        var reply = await request.SendAsync(world);
        reply.Status.Should().Be(200, reply.Body);
        return reply.Headers["x-shim-model"];
    }

    private static string LoopOf(string client) =>
        client switch
        {
            "chat" => AgentRequest.OpencodeTask
                + """
                    ,{"role":"assistant","content":null,
                      "tool_calls":[{"id":"c","type":"function","function":{"name":"list","arguments":"{}"}}]},
                    {"role":"tool","tool_call_id":"c","content":"a b c"}
                    """,
            "messages" => AgentRequest.ClaudeTask
                + """
                    ,{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"list","input":{}}]},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"a b c"}]}
                    """,
            _ => AgentRequest.CodexTask
                + """
                    ,{"type":"function_call","id":"fc_1","call_id":"c","name":"list","arguments":"{}"},
                    {"type":"function_call_output","id":"fco_1","call_id":"c","output":"a b c"}
                    """,
        };

    private static AgentRequest WithMetadata(string metadata)
    {
        var codex = AgentRequest.Codex("auto");
        return codex with { Headers = new Dictionary<string, string>(codex.Headers) { ["x-codex-turn-metadata"] = metadata } };
    }

    private static AgentRequest Claude(string messages) =>
        AgentRequest.ClaudeCode("auto", messages, """[{"name":"list","input_schema":{"type":"object"}}]""");

    private static string Order() => $$"""{"role":"user","content":[{"type":"text","text":"{{TextOnly}}\n\n{{Summary}}"}]}""";

    private static AgentRequest Opencode(string system)
    {
        var asked = AgentRequest.Opencode("auto");
        return asked with { Body = asked.Body.Replace("You are opencode.", system, StringComparison.Ordinal) };
    }
}
