using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers.Responses;

/// <summary>A reply of the Responses shape is strict about its end, and lenient about everything else.</summary>
public sealed class ResponsesReplyTests
{
    private const string End = "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}";

    private const string Message =
        "{\"type\":\"response.output_item.done\",\"output_index\":0,"
        + "\"item\":{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}";

    private const string Call = """{"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":1}","namespace":"n"}""";

    private const string Custom = """{"type":"custom_tool_call","call_id":"c","name":"p","input":"{}"}""";

    [Theory]
    [InlineData("text in deltas", "Hi", "{'type':'response.output_text.delta','output_index':0,'delta':'Hi'}")]
    [InlineData("text without a position", "Hi", "{'type':'response.output_text.delta','item_id':'x','delta':'Hi'}")]
    [InlineData("text in its item alone", "Hi", Message)]
    [InlineData("text in deltas and in its item", "Hi", "{'type':'response.output_text.delta','output_index':0,'delta':'Hi'}", Message)]
    [InlineData("a refusal", "No.", "{'type':'response.refusal.delta','output_index':0,'delta':'No.'}")]
    [InlineData(
        "a refusal in its item",
        "No.",
        "{'type':'response.output_item.done','item':{'type':'message','content':[{'type':'refusal','refusal':'No.'}]}}"
    )]
    [InlineData(
        "unknown events",
        "Hi",
        "{'type':'response.new.thing','x':[1]}",
        Message,
        "{'type':'response.output_item.added','item':{}}"
    )]
    [InlineData("a call in its item alone", "n/f(c {\"a\":1})", "{'type':'response.output_item.done','item':" + Call + "}")]
    [InlineData(
        "a call in deltas",
        "n/f(c {\"a\":1})",
        "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c','name':'f','namespace':'n'}}",
        "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{\\\"a\\\":'}",
        "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'1}'}",
        "{'type':'response.output_item.done','output_index':0,'item':" + Call + "}"
    )]
    [InlineData(
        "a call that began without deltas",
        "n/f(c {\"a\":1})",
        "{'type':'response.output_item.added','item':{'id':'i','type':'function_call','call_id':'c','name':'f','namespace':'n'}}",
        "{'type':'response.output_item.done','item':{'id':'i'," + "'type':'function_call','arguments':'{\\\"a\\\":1}'}}"
    )]
    [InlineData(
        "a call whose beginning did not come",
        "n/f(c {\"a\":1})",
        "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{\\\"a\\\":'}",
        "{'type':'response.output_item.done','output_index':0,'item':" + Call + "}"
    )]
    [InlineData(
        "calls whose pieces are mixed",
        "f(a {\"x\":1}) g(b {\"y\":2})",
        "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'a','name':'f'}}",
        "{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call','call_id':'b','name':'g'}}",
        "{'type':'response.function_call_arguments.delta','output_index':1,'delta':'{\\\"y\\\":'}",
        "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{\\\"x\\\":1}'}",
        "{'type':'response.function_call_arguments.delta','output_index':1,'delta':'2}'}"
    )]
    [InlineData(
        "a call without arguments",
        "f(c {})",
        "{'type':'response.output_item.done','item':{'type':'function_call','call_id':'c','name':'f'}}"
    )]
    [InlineData("a custom call in its item alone", "custom p(c {})", "{'type':'response.output_item.done','item':" + Custom + "}")]
    [InlineData(
        "a custom call in deltas",
        "custom p(c {}*** End)",
        "{'type':'response.output_item.added','output_index':0,'item':{'type':'custom_tool_call','call_id':'c','name':'p','input':''}}",
        "{'type':'response.custom_tool_call_input.delta','output_index':0,'delta':'{}'}",
        "{'type':'response.custom_tool_call_input.delta','output_index':0,'delta':'*** End'}"
    )]
    [InlineData(
        "a custom call without input",
        "custom p(c )",
        "{'type':'response.output_item.done','item':{'type':'custom_tool_call','call_id':'c','name':'p','input':''}}"
    )]
    [InlineData("a null error", "Hi", "{'type':'response.output_item.done','error':null,'item':{'type':'message','content':'Hi'}}")]
    public async Task What_is_said_is_read(string kind, string expected, params string[] events) =>
        Show(await ReadAsync([.. events, End])).Should().Be(expected, kind);

    [Theory]
    [InlineData("Hi", "{'type':'message','content':[{'type':'output_text','text':'Hi'}]}")]
    [InlineData("n/f(c {\"a\":1})", Call)]
    public async Task A_stream_of_nothing_but_its_end_is_read_from_that(string expected, string item) =>
        Show(await ReadAsync($"{{'type':'response.completed','response':{{'output':[{item}]}}}}")).Should().Be(expected);

    [Theory]
    [InlineData("nothing")]
    [InlineData("only the mark", "[DONE]")]
    [InlineData("no end", Message)]
    [InlineData("the mark in place of the end", Message, "[DONE]")]
    [InlineData("a failure", Message, "{'type':'response.failed','response':{'error':{'code':'server_error','message':'x'}}}")]
    [InlineData("a failure that says nothing", Message, "{'type':'response.failed'}")]
    [InlineData("an error", Message, "{'type':'error','code':'server_error','message':'x'}", End)]
    [InlineData("an error in an object", Message, "{'type':'error','error':{'type':'server_error','message':'x'}}", End)]
    [InlineData("an error of another shape", Message, "{'error':'busy'}", End)]
    [InlineData("an event without a type", Message, "{'detail':'Internal Server Error'}", End)]
    [InlineData("a delta that is not a text", "{'type':'response.output_text.delta','delta':7}", End)]
    [InlineData("an item that is not an object", "{'type':'response.output_item.done','item':7}", End)]
    [InlineData("a call that names no tool", "{'type':'response.output_item.done','item':{'type':'function_call','call_id':'c'}}", End)]
    [InlineData("not JSON", Message, "{'type':", End)]
    public async Task What_did_not_end_well_is_broken(string kind, params string[] events) =>
        (await ReadAsync(events)).Should().BeNull(kind);

    [Theory]
    [InlineData("{'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':'Hi'}]}]}", "Hi")]
    [InlineData("{'output':[{'type':'message','content':[{'text':'Hi'}]}]}", "Hi")]
    [InlineData("{'status':'in_progress','output':[]}", null)]
    [InlineData("{'status':'failed','error':{'code':'server_error'},'output':[]}", null)]
    [InlineData("{'output':{}}", null)]
    [InlineData("{'choices':[]}", null)]
    public async Task A_whole_reply_is_read(string body, string? expected)
    {
        var reply = await Read.ReplyAsync(ModelWire.Responses, body.Replace('\'', '"'));
        (reply is null ? null : Show(reply)).Should().Be(expected);
    }

    [Theory]
    [InlineData("'type':'response.completed','response':{}", "stop")]
    [InlineData("'type':'response.incomplete','response':{'incomplete_details':{'reason':'max_output_tokens'}}", "length")]
    [InlineData("'type':'response.incomplete','response':{'incomplete_details':{'reason':'content_filter'}}", "content_filter")]
    [InlineData("'type':'response.incomplete','response':{}", "length")]
    public async Task It_says_why_it_ended(string end, string expected) =>
        (await ReadAsync(Message, $"{{{end}}}"))!.FinishReason.Should().Be(expected);

    [Fact]
    public async Task A_reply_that_calls_a_tool_ends_for_that() =>
        (await ReadAsync("{'type':'response.output_item.done','item':" + Call + "}", End))!.FinishReason.Should().Be("tool_calls");

    [Theory]
    [InlineData("context_length_exceeded", OutcomeMeaning.TooLong)]
    [InlineData("insufficient_quota", OutcomeMeaning.OutOfCredit)]
    [InlineData("invalid_prompt", OutcomeMeaning.ContentRefused)]
    [InlineData("server_is_overloaded", OutcomeMeaning.Failed)]
    [InlineData("rate_limit_exceeded", OutcomeMeaning.RateLimited)]
    [InlineData("error", OutcomeMeaning.Failed)]
    public async Task A_failed_response_means_what_its_code_says(string code, OutcomeMeaning expected)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("Hel").FinishesWith(code));
        foreach (var streams in new[] { true, false })
        {
            (await world.FailAsync(world.Model(ModelWire.Responses), streams)).Outcome.Meaning.Should().Be(expected);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_of_every_kind_come_as_they_are(bool streams)
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(
                Answer
                    .Says("So.")
                    .CallsCustom("a:1/x", "apply_patch", "*** Begin", " Patch\n")
                    .Calls("b", "read", "{\"p\":", "1}")
                    .InNamespace("mcp__x")
                    .Takes(100, 5, cached: 60)
            );
        var chat = world.Body(
            """
            {"input":"Go","tools":[{"type":"custom","name":"apply_patch"},
              {"type":"namespace","name":"mcp__x","tools":[{"type":"function","name":"read"}]}]}
            """
        );
        var (reply, _) = await world.AskAsync(world.Model(ModelWire.Responses), streams, chat);
        Show(reply).Should().Be("So. custom apply_patch(a:1/x *** Begin Patch\n) mcp__x/read(b {\"p\":1})");
        reply.Usage.Should().Be(new TokenUsage(100, 60, 5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thoughts_are_shown_and_go_back_in_front_of_what_came_of_them(bool streams)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says().Thinks("Hm", ".").Calls("c", "f", "{}"), Answer.Says("Done."));
        var model = world.Model(ModelWire.Responses);
        var (reply, events) = await world.AskAsync(model, streams);
        string.Concat(events.OfType<ChatEvent.Reasoning>().Select(piece => piece.Value)).Should().Be("Hm.");

        var call = reply.ToolCalls.Should().ContainSingle().Which;
        var history = $$"""
            [{"role":"user","content":"Go"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
              "function":{"name":"f","arguments":"{}"},"providerData":{{call.ProviderData!.Value.GetRawText()}}}]},
              {"role":"tool","tool_call_id":"c","content":"ok"}]
            """;
        await world.Mock.NextRequestAsync();
        await world.AskAsync(model, streams, world.Chat(history));
        (await world.Mock.NextRequestAsync())
            .Body.Should()
            .Contain(
                """
                {"id":"rs_mock","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"bW9jaw=="},
                  {"type":"function_call","call_id":"c"
                """.Unfolded()
            );

        foreach (var other in new[] { Elsewhere(world), world.Model(ModelWire.Chat), world.Model(ModelWire.Messages) })
        {
            await world.AskAsync(other, streams, world.Chat(history));
            (await world.Mock.NextRequestAsync()).Body.Should().NotContain("bW9jaw").And.NotContain("Hm.");
        }
    }

    [Fact]
    public async Task Thoughts_in_front_of_a_message_go_with_the_turn()
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("Hi").Thinks("Hm."));
        var model = world.Model(ModelWire.Responses);
        var (reply, _) = await world.AskAsync(model, streams: true);
        await world.Mock.NextRequestAsync();
        var history = $$"""
            [{"role":"user","content":"Go"},
              {"role":"assistant","content":"Hi","providerData":{{reply.ProviderData!.Value.GetRawText()}}},
              {"role":"user","content":"And?"}]
            """;
        await world.AskAsync(model, streams: true, world.Chat(history));
        (await world.Mock.NextRequestAsync())
            .Body.Should()
            .Contain("\"encrypted_content\":\"bW9jaw==\"},{\"type\":\"message\",\"role\":\"assistant\"");

        await world.AskAsync(Elsewhere(world), streams: true, world.Chat(history));
        (await world.Mock.NextRequestAsync()).Body.Should().NotContain("bW9jaw");
    }

    /// <summary>The same model at another host: its provider is another.</summary>
    private static ModelSpec Elsewhere(World world) =>
        world.Model(ModelWire.Responses, baseUrl: world.Mock.BaseUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    private static string Show(ChatReply? reply) =>
        reply is null
            ? "broken"
            : string.Join(
                    ' ',
                    reply
                        .ToolCalls.Select(call =>
                            (call.Kind is ToolKind.Custom ? "custom " : "")
                            + (call.Namespace is null ? "" : call.Namespace + "/")
                            + $"{call.Name}({call.Id} {call.Arguments})"
                        )
                        .Prepend(reply.Text.ToString())
                )
                .TrimStart();

    private static Task<ChatReply?> ReadAsync(params string[] events) =>
        Read.ReplyAsync(ModelWire.Responses, string.Concat(events.Select(data => $"data: {data.Replace('\'', '"')}\n\n")));
}
