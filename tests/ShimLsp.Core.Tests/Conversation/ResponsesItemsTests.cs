using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>The items and tools of a Responses request as Codex sends them.</summary>
public sealed class ResponsesItemsTests
{
    [Theory]
    [InlineData("""{"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"}""", "call(c, f, {})")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}","namespace":"mcp__x"}""", "call(c, mcp__x/f, {})")]
    [InlineData("""{"type":"custom_tool_call","id":"ctc","call_id":"c","name":"f","input":"a\"b"}""", "custom(c, f, a\"b)")]
    [InlineData("""{"type":"custom_tool_call","call_id":"c","name":"f","namespace":"n"}""", "custom(c, n/f, )")]
    [InlineData(
        """{"type":"local_shell_call","call_id":"c","action":{"type":"exec","command":["ls"]}}""",
        """call(c, local_shell, {"type":"exec","command":["ls"]})"""
    )]
    [InlineData("""{"type":"local_shell_call","id":"c","action":{}}""", "call(c, local_shell, {})")]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":"one"}""", "result(c, text(one))")]
    [InlineData("""{"type":"local_shell_call_output","id":"c","output":"one"}""", "result(c, text(one))")]
    [InlineData(
        """
            {"type":"custom_tool_call_output","call_id":"c",
              "output":[{"type":"input_text","text":"one"},{"type":"input_text","text":"two"}]}
            """,
        "result(c, text(one) text(two))"
    )]
    [InlineData(
        """{"type":"function_call_output","call_id":"c","output":[{"type":"input_image","image_url":"data:image/png;base64,iVBORw=="}]}""",
        "result(c, media(image/png, 4))"
    )]
    [InlineData("""{"type":"reasoning","summary":[],"encrypted_content":"x"}""", "carried(Responses)")]
    [InlineData("""{"type":"compaction","id":"cmp","encrypted_content":"x"}""", "carried(Responses)")]
    [InlineData("""{"type":"message","id":"msg","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}""", "text(Hi)")]
    public void An_item_is_read(string item, string expected) =>
        Show(Read($$"""{"input":[{"role":"user","content":"a"},{{item}}]}""").Turns[1].Parts).Should().Be(expected);

    [Fact]
    public void An_item_of_an_unknown_type_is_left_out_and_counted()
    {
        var conversation = Read(
            """
            {"input":[{"type":"web_search_call","id":"w"},{"role":"user","content":"a"},{"type":"web_search_call"},
              {"type":"ghost_snapshot","ghost":{}},{"type":"what my\nkey is","x":1}]}
            """
        );

        conversation.Turns.Should().ContainSingle();
        string.Join(' ', conversation.Dropped.Select(item => $"{item.Key}:{item.Value}"))
            .Should()
            .Be("ghost_snapshot:1 other:1 web_search_call:2");
    }

    [Theory]
    [InlineData("""{"type":"custom","name":"p","description":"d"}""", "custom p")]
    [InlineData("""{"type":"custom","name":"p","format":{"type":"grammar","syntax":"lark","definition":"s: x"}}""", "custom p lark")]
    [InlineData(
        """{"type":"custom","custom":{"name":"p","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"s: x"}}}}""",
        "custom p lark"
    )]
    [InlineData(
        """
            {"type":"namespace","name":"mcp__x","description":"X.","tools":[{"type":"function","name":"a","parameters":{}},
              {"type":"custom","name":"b"}]}
            """,
        "function mcp__x/a (X.), custom mcp__x/b (X.)"
    )]
    [InlineData("""{"type":"web_search","filters":{}}""", "server web_search Responses")]
    [InlineData("""{"type":"mcp","server_label":"x"}""", "server mcp Responses")]
    [InlineData("""{"type":"web_search_preview_2025_03_11"}""", "server web_search_preview_2025_03_11 Responses")]
    [InlineData("""{"type":"web_search_20250305","name":"web_search","max_uses":5}""", "server web_search AnthropicMessages")]
    [InlineData("""{"type":"custom","name":"a","input_schema":{"type":"object"}}""", "function a")]
    public void A_tool_is_read_wherever_it_is_offered(string tool, string expected)
    {
        Show(Read($$"""{"input":"Hi","tools":[{{tool}}]}""").Options.Tools).Should().Be(expected);
        Show(Read($$"""{"input":[{"type":"additional_tools","tools":[{{tool}}]},{"role":"user","content":"Hi"}]}""").Options.Tools)
            .Should()
            .Be(expected);
    }

    [Fact]
    public void Additional_tools_come_beside_the_others_and_replace_those_of_their_name() =>
        Show(
                Read(
                    """
                    {"input":[{"type":"additional_tools","tools":[{"type":"custom","name":"a"},{"type":"function","name":"c"}]},
                      {"role":"user","content":"Hi"}],"tools":[{"type":"function","name":"a"},{"type":"function","name":"b"}]}
                    """
                ).Options.Tools
            )
            .Should()
            .Be("function b, custom a, function c");

    [Theory]
    [InlineData("""[{"type":"function","name":"a"}]""", true)]
    [InlineData("[]", false)]
    public void A_route_sees_additional_tools(string tools, bool expected)
    {
        var body = JsonElement.Parse($$"""{"input":[{"type":"additional_tools","tools":{{tools}}},{"role":"user","content":"Hi"}]}""");
        var signal = SignalReader.Read(RequestFrame.Of(null, body)).Signal!;
        (signal.HasTools, signal.Text).Should().Be((expected, "Hi"));
    }

    [Theory]
    [InlineData("""{"type":"custom","name":"a"}""", "a")]
    [InlineData("""{"type":"function","name":"a","namespace":"n"}""", "n/a")]
    [InlineData("""{"type":"web_search"}""", "web_search")]
    public void A_choice_names_a_tool_of_any_kind(string choice, string expected)
    {
        var chosen = Read(
            $$"""{"input":"Hi","tools":[{"type":"custom","name":"a"},{"type":"web_search"}],"tool_choice":{{choice}}}"""
        ).Options.ToolChoice!;
        chosen.Kind.Should().Be(ToolChoiceKind.Named);
        In(chosen.Namespace, chosen.Name!).Should().Be(expected);
    }

    [Theory]
    [InlineData("""{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"b"}]}""", "function b", "Required")]
    [InlineData(
        """{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"b"}}]}}""",
        "function b",
        "Auto"
    )]
    [InlineData(
        """{"type":"allowed_tools","mode":"auto","tools":[{"type":"custom","name":"a"},{"type":"web_search"},{"type":"x","name":"y"}]}""",
        "custom a, server web_search Responses",
        "Auto"
    )]
    [InlineData(
        """{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"c","namespace":"n"}]}""",
        "function n/c",
        "Required"
    )]
    [InlineData(
        """{"type":"allowed_tools","mode":"required","tools":[]}""",
        "custom a, function b, function n/c, server web_search Responses",
        "None"
    )]
    public void Allowed_tools_are_the_only_ones_on_offer(string choice, string offered, string kind)
    {
        var options = Read(
            $$"""
            {"input":"Hi","tool_choice":{{choice}},"tools":[{"type":"custom","name":"a"},{"type":"function","name":"b"},
              {"type":"namespace","name":"n","tools":[{"type":"function","name":"c"}]},{"type":"web_search"}]}
            """
        ).Options;

        (Show(options.Tools), $"{options.ToolChoice!.Kind}").Should().Be((offered, kind));
    }

    [Theory]
    [InlineData("""{"input":"Hi","prompt_cache_key":"thread"}""", null, "thread")]
    [InlineData("""{"input":"Hi","prompt_cache_key":"thread"}""", "id", "thread")]
    [InlineData("""{"input":"Hi"}""", null, null)]
    public void The_cache_key_is_the_clients(string body, string? id, string? expected) => KeyOf(body, id).Should().Be(expected);

    [Fact]
    public void A_conversation_has_a_cache_key_that_does_not_tell_its_id() =>
        KeyOf("""{"input":"Hi"}""", "/home/me")
            .Should()
            .HaveLength(32)
            .And.NotContain("home")
            .And.Be(KeyOf("""{"input":"Go on"}""", "/home/me"))
            .And.NotBe(KeyOf("""{"input":"Hi"}""", "/home/you"));

    [Fact]
    public void What_only_its_provider_knows_is_left_out_and_counted()
    {
        var read = Read(
            """
            {"safeguards":[],"context_management":{},"service_tier":null,"user":"u","messages":[{"role":"user","content":"Hi"},
              {"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},
                {"type":"web_search_tool_result","tool_use_id":"s","content":[]},{"type":"tool_use","id":"t","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[
                {"type":"tool_reference","tool_name":"g"},{"type":"new_part"},{"type":"text","text":"ok"}]}]}]}
            """
        );

        Show(read.Turns.SelectMany(turn => turn.Parts)).Should().Be("text(Hi) call(t, f, {}) result(t, text(Found the tool g.) text(ok))");
        read.Dropped.Select(entry => $"{entry.Key} {entry.Value}")
            .Should()
            .Equal("context_management 1", "new_part 1", "safeguards 1", "server_tool_use 1", "web_search_tool_result 1");
    }

    private static string? KeyOf(string body, string? id) =>
        ConversationReader.Read(new ChatRequest { Body = JsonElement.Parse(body), ConversationId = id }).Conversation!.CacheKey;

    private static ChatConversation Read(string body)
    {
        var read = ConversationReader.Read(new ChatRequest { Body = JsonElement.Parse(body) });
        read.Fault.Should().BeNull();
        return read.Conversation!;
    }

    private static string Show(IEnumerable<Part> parts) => string.Join(' ', parts.Select(Show));

    private static string Show(Part part) =>
        part switch
        {
            Part.Text text => $"text({text.Value})",
            Part.Media media => $"media({media.MediaType}, {media.Data.ByteCount})",
            Part.ToolCall { Kind: ToolKind.Custom } call => $"custom({call.Id}, {In(call.Namespace, call.Name)}, {call.Arguments})",
            Part.ToolCall call => $"call({call.Id}, {In(call.Namespace, call.Name)}, {call.Arguments})",
            Part.ToolResult result => $"result({result.CallId}, {Show(result.Parts)})",
            Part.Reasoning carried => $"carried({carried.Format})",
            _ => "?",
        };

    private static string Show(IEnumerable<OfferedTool> tools) =>
        string.Join(
            ", ",
            tools.Select(tool =>
                $"{tool.Kind.ToString().ToLowerInvariant()} {In(tool.Namespace, tool.Name)}"
                + (tool.NamespaceDescription is { } description ? $" ({description})" : "")
                + (tool.InputFormat is { } format ? $" {format.GetProperty("syntax")}" : "")
                + (tool.Kind is ToolKind.Server ? $" {tool.Format}" : "")
            )
        );

    private static string In(string? space, string name) => space is null ? name : $"{space}/{name}";
}
