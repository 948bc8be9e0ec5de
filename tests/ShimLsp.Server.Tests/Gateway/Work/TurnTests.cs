using ShimLsp.Mock;
using ShimLsp.Server.Tests.Gateway.Serving;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>The model is chosen at the person's turn, and kept while tools are called in it.</summary>
public sealed class TurnTests : IAsyncLifetime
{
    private static readonly TimeSpan LongAfterAFailure = TimeSpan.FromMinutes(10);

    private GatewayWorld world = null!;

    /// <summary>How each client says which conversation a request belongs to: a header, or a field; else by its first message.</summary>
    public static TheoryData<string, string, string> Clients =>
        new()
        {
            { "responses", "thread-id: A", "" }, // Codex
            { "responses", "session-id: A", "" }, // Codex without a thread
            { "responses", "session_id: A", "" }, // pi
            { "responses", "", """ "prompt_cache_key":"A" """ }, // pi, Copilot, Qwen
            { "messages", "x-claude-code-session-id: A", "" },
            { "messages", "x-claude-code-session-id: S\nx-claude-code-agent-id: A", "" }, // a subagent of the session
            { "messages", "", """ "metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"A\"}"} """ },
            { "chat", "x-session-id: A", "" }, // opencode
            { "chat", "x-session-affinity: A", "" },
            { "chat", "", "" }, // pi, Qwen, Continue
        };

    public async Task InitializeAsync()
    {
        world = await WorkWorld.StartAsync();

        // The cheapest fails once, so that another has the conversation; then it is as good as ever.
        world.Upstream["m-chat"].Answers(Answer.Fails(500), Answer.Says("From chat."));
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Results_of_tools_go_to_the_model_of_their_turn(string client, string header, string field)
    {
        (await TurnAsync(client, header, field)).Should().Be("messages");
        world.Time.Advance(LongAfterAFailure);

        (await TurnAsync(client, header, field, withResult: true)).Should().Be("messages", "the turn goes on");
        (await TurnAsync(client, header.Replace(": A", ": B"), field.Replace("A", "B"), "Something else.", withResult: true))
            .Should()
            .Be("chat", "it is another conversation");
    }

    [Fact]
    public async Task The_persons_next_message_is_routed_anew()
    {
        (await TurnAsync("chat", "x-session-id: A")).Should().Be("messages");
        world.Time.Advance(LongAfterAFailure);

        (await TurnAsync("chat", "x-session-id: A", task: "Now rename n to count.")).Should().Be("chat");
    }

    [Theory]
    [InlineData("chat", """,{"role":"user","content":"Continue if you have next steps, or stop and ask for clarification."}""")]
    [InlineData("messages", ",{\"role\":\"user\",\"content\":\"<system-reminder>The file changed.</system-reminder>\"}")]
    [InlineData("messages", ",{\"role\":\"system\",\"content\":\"The date changed.\"}")]
    public async Task A_message_of_the_clients_own_words_goes_on_with_the_turn(string client, string message)
    {
        (await TurnAsync(client, "x-session-id: A")).Should().Be("messages");
        world.Time.Advance(LongAfterAFailure);

        (await TurnAsync(client, "x-session-id: A", withResult: true, last: message)).Should().Be("messages");
    }

    [Fact]
    public async Task A_picture_without_a_word_is_the_persons()
    {
        const string Picture = """,{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://h/a.png"}}]}""";

        // Without affinity a turn alone keeps its model, and a follow-up does not.
        await using var seeing = await WorkWorld.StartAsync(
            gatewayBlock: """{}, "router":{"affinity":"none"}""",
            rowFields: ",\"supports_images\":true"
        );
        seeing.Upstream["m-chat"].Answers(Answer.Fails(500), Answer.Says("From chat."));
        (await TurnAsync("chat", "x-session-id: A", of: seeing)).Should().Be("messages");
        seeing.Time.Advance(LongAfterAFailure);

        (await TurnAsync("chat", "x-session-id: A", withResult: true, last: Picture, of: seeing)).Should().Be("chat");
    }

    [Theory]
    [InlineData("responses", ",{\"type\":\"compaction_trigger\"}")]
    [InlineData("messages", ",{\"role\":\"user\",\"content\":\"Your task is to create a detailed summary of the conversation so far.\"}")]
    public async Task A_conversation_is_made_shorter_by_a_model_that_it_fits_into(string client, string last)
    {
        await using var small = await WorkWorld.StartAsync(chatFields: ",\"max_context_limit\":1000");
        var body = WorkWorld.Body(client, "auto", task: string.Concat(Enumerable.Repeat("Count the files. ", 400)));
        var at = body.IndexOf("}]", StringComparison.Ordinal) + 1;

        var reply = await small.SendAsync(client, body.Insert(at, last));

        reply.Headers["x-shim-model"].Should().Be("messages", "the window of the cheapest is too small");
    }

    [Fact]
    [Trait("Parity", "21")]
    public async Task A_turn_goes_elsewhere_if_its_model_fails()
    {
        world.Upstream["m-messages"].Answers(Answer.Says("Yes."), Answer.Fails(500));
        (await TurnAsync("chat", "x-session-id: A")).Should().Be("messages");
        world.Time.Advance(LongAfterAFailure);

        (await TurnAsync("chat", "x-session-id: A", withResult: true)).Should().Be("chat");
    }

    private async Task<string> TurnAsync(
        string client,
        string header,
        string field = "",
        string task = "Count the files.",
        bool withResult = false,
        string last = "",
        GatewayWorld? of = null
    )
    {
        var body = WorkWorld.Body(client, "auto", task: task, more: (field.Trim() is { Length: > 0 } own ? own + "," : "") + Tools(client));
        if (withResult)
        {
            var at = body.IndexOf("}]", StringComparison.Ordinal) + 1;
            body = body.Insert(at, ToolRound(client) + last);
        }

        var reply = await (of ?? world).SendAsync(
            client,
            body,
            request =>
            {
                foreach (var pair in header.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")))
                {
                    request.Headers.Add(pair[0], pair[1]);
                }
            }
        );
        reply.Status.Should().Be(200, reply.Body);
        return reply.Headers["x-shim-model"];
    }

    /// <summary>Agents offer tools with whatever a person asks.</summary>
    private static string Tools(string client) =>
        client switch
        {
            "chat" => """ "tools":[{"type":"function","function":{"name":"ls","parameters":{"type":"object"}}}] """,
            "messages" => """ "tools":[{"name":"ls","input_schema":{"type":"object"}}] """,
            _ => """ "tools":[{"type":"function","name":"ls","parameters":{"type":"object"}}] """,
        };

    private static string ToolRound(string client) =>
        client switch
        {
            "chat" => """
                ,{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"ls","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"a b c"}
                """,
            "messages" => """
                ,{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"ls","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"a b c"},
                {"type":"text","text":"<system-reminder>Be kind.</system-reminder>"}]}
                """,
            _ => """
                ,{"type":"function_call","call_id":"c1","name":"ls","arguments":"{}"},
                {"type":"function_call_output","call_id":"c1","output":"a b c"}
                """,
        };
}
