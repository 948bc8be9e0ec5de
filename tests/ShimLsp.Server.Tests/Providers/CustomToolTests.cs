using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;
using ShimLsp.Server.Providers.Replies;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>
/// Custom tools, tools in namespaces and tools of a provider, with models of the shapes that have only functions: they go out as functions,
/// and come back as they were.
/// </summary>
public sealed class CustomToolTests
{
    private const string Tools = """
        "tools":[{"type":"custom","name":"apply_patch","description":"Edits.",
          "format":{"type":"grammar","syntax":"lark","definition":"start: \"x\""}},
          {"type":"namespace","name":"mcp__files","tools":[{"type":"function","name":"read"},{"type":"custom","name":"note"}]},
          {"type":"namespace","name":"functions","tools":[{"type":"function","name":"exec"}]},{"type":"function","name":"read"},
          {"type":"web_search"}]
        """;

    private const string Schema = """
        {"type":"object","properties":{"input":{"type":"string","description":"The whole input of the tool, as plain text."}},
          "required":["input"],"additionalProperties":false}
        """;

    public static TheoryData<ModelWire, bool> OtherShapes { get; } =
        new()
        {
            { ModelWire.Chat, true },
            { ModelWire.Chat, false },
            { ModelWire.Messages, true },
            { ModelWire.Messages, false },
        };

    [Fact]
    public async Task They_go_out_as_functions_with_flat_names()
    {
        await using var world = await World.StartAsync();
        var body = $$$"""
            {"input":[{"role":"user","content":"Go"},
              {"type":"custom_tool_call","call_id":"a","name":"apply_patch","input":"*** \"Begin\"\n"},
              {"type":"function_call","call_id":"b","name":"read","namespace":"mcp__files","arguments":"{}"},
              {"type":"custom_tool_call_output","call_id":"a","output":"Done"},
              {"type":"function_call_output","call_id":"b","output":"text"}],
             {{{Tools}}},"tool_choice":{"type":"function","name":"read","namespace":"mcp__files"}}
            """;
        await world.AskAsync(world.Model(ModelWire.Chat), streams: false, world.Body(body));
        (await world.Mock.NextRequestAsync())
            .Body.ReplaceLineEndings("")
            .Should()
            .Be(
                """
                {"model":"m","messages":[{"role":"user","content":"Go"},{"role":"assistant","content":null,
                  "tool_calls":[{"id":"a","type":"function",
                  "function":{"name":"apply_patch","arguments":"{\"input\":\"*** \\\"Begin\\\"\\n\"}"}},
                  {"id":"b","type":"function","function":{"name":"mcp__files__read","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"a","content":"Done"},{"role":"tool","tool_call_id":"b","content":"text"}],
                  "tools":[{"type":"function","function":{"name":"apply_patch",
                  "description":"Edits.\n\nThe input must follow this Lark grammar:\nstart: \"x\"","parameters":SCHEMA}},
                  {"type":"function","function":{"name":"mcp__files__read","parameters":{"type":"object","properties":{}}}},
                  {"type":"function","function":{"name":"mcp__files__note","parameters":SCHEMA}},
                  {"type":"function","function":{"name":"exec","parameters":{"type":"object","properties":{}}}},
                  {"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{}}}}],
                  "tool_choice":{"type":"function","function":{"name":"mcp__files__read"}}}
                """.Unfolded().Replace("SCHEMA", Schema.Unfolded(), StringComparison.Ordinal)
            );
    }

    [Theory]
    [MemberData(nameof(OtherShapes))]
    public async Task They_come_back_with_their_kind_their_name_and_their_namespace(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(
                Answer
                    .Says("So.")
                    .Calls("a", "apply_patch", "{ \"inp", "ut\": \"*** Be", "gin \\", "n\\ud83d", "\\ude42\"", "}")
                    .Calls("b", "mcp__files__read", "{\"p\":1}")
                    .Calls("c", "mcp__files__note", "{\"input\":\"\"}")
                    .Calls("d", "exec", "{}")
                    .Calls("e", "read", "{}")
            );
        var (reply, events) = await world.AskAsync(world.Model(wire), streams, world.Body($$"""{"input":"Go",{{Tools}}}"""));
        string.Join(' ', reply.ToolCalls.Select(call => $"{call.Kind}:{call.Namespace}/{call.Name}({call.Arguments})"))
            .Should()
            .Be(
                "Custom:/apply_patch(*** Begin \n🙂) Function:mcp__files/read({\"p\":1}) Custom:mcp__files/note() "
                    + "Function:functions/exec({}) Function:/read({})"
            );
        events
            .OfType<ChatEvent.ToolCall>()
            .Where(piece => piece.Name is null)
            .Should()
            .OnlyContain(piece => piece.Kind == ToolKind.Function);
        if (streams)
        {
            events
                .OfType<ChatEvent.ToolCall>()
                .Where(piece => piece.Index == 0)
                .Select(piece => piece.ArgumentsDelta)
                .Should()
                .Contain("*** Be", "the input comes as it is written, not at the end");
        }
    }

    [Theory]
    [InlineData("""{"input":"a\"b\\\/\n\té"}""", "a\"b\\/\n\té")]
    [InlineData("  {  \"input\" : \"a\" }  ", "a")]
    [InlineData("""{"input":"a","why":"b"}""", "a")]
    [InlineData("{\"input\":\"line\nline\"}", "line\nline")] // not JSON, but models write it
    [InlineData("""{"input":"\x\uZZZZ"}""", """\x\uZZZZ""")]
    [InlineData("""{"input":"\ud83d"}""", "\uFFFD")]
    [InlineData("""{"input":"cut of""", "cut of")]
    [InlineData("""{"patch":"a"}""", "a")]
    [InlineData("""{"why":"b","input":"a"}""", "a")]
    [InlineData("""{"why":"b","patch":"a"}""", """{"why":"b","patch":"a"}""")]
    [InlineData("""{"input":{"a":1}}""", """{"input":{"a":1}}""")]
    [InlineData("\"a\\nb\"", "a\nb")]
    [InlineData("*** Begin Patch", "*** Begin Patch")]
    [InlineData("{ not json", "{ not json")]
    [InlineData("{}", "")]
    [InlineData("", "")]
    public void The_input_is_what_the_model_meant(string arguments, string expected)
    {
        for (var size = 1; size <= Math.Max(1, arguments.Length); size++)
        {
            In(arguments.Chunk(size).Select(piece => new string(piece))).Should().Be(expected);
        }
    }

    [Fact]
    public void An_input_is_the_same_however_its_JSON_is_written_and_cut() =>
        Gen.Select(Gen.String, Gen.Bool, Gen.Int[1, 9].Array[1, 5])
            .Sample(
                (text, escapes, sizes) =>
                {
                    var mended = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // each lost half of a character is U+FFFD
                    var encoder = escapes ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
                    var arguments = $"{{\"input\":\"{JsonEncodedText.Encode(mended, encoder)}\"}}";
                    var pieces = new List<string>();
                    for (var (at, i) = (0, 0); at < arguments.Length; at += sizes[i++ % sizes.Length])
                    {
                        pieces.Add(arguments[at..Math.Min(arguments.Length, at + sizes[i % sizes.Length])]);
                    }

                    In(pieces).Should().Be(mended);
                },
                iter: 300,
                threads: 1
            );

    [Theory]
    [InlineData("""{"type":"function","name":"x__y"},{"type":"namespace","name":"x","tools":[{"type":"function","name":"y"}]}""")]
    [InlineData("""{"type":"namespace","name":"x","tools":[{"type":"function","name":"y"}]},{"type":"function","name":"x__y"}""")]
    [InlineData("""{"type":"namespace","name":"x","tools":[{"name":"y"}]},{"type":"namespace","name":"x__","tools":[{"name":"y"}]}""")]
    [InlineData("""{"type":"function","name":"y"},{"type":"namespace","name":"functions","tools":[{"type":"function","name":"y"}]}""")]
    public async Task Two_tools_never_share_a_name_and_each_comes_back_under_its_own(string tools)
    {
        await using var world = await World.StartAsync();
        var body = $$"""{"input":"Go","tools":[{{tools}}]}""";
        await world.AskAsync(world.Model(ModelWire.Chat), streams: false, world.Body(body));
        var names = (await world.Mock.NextRequestAsync())
            .Json.GetProperty("tools")
            .EnumerateArray()
            .Select(tool => tool.GetProperty("function").GetProperty("name").GetString()!)
            .ToList();
        names.Should().HaveCount(2).And.OnlyHaveUniqueItems();

        var back = new List<string>();
        foreach (var name in names)
        {
            world.Mock["m"].Answers(Answer.Says().Calls("c", name, "{}"));
            var (reply, _) = await world.AskAsync(world.Model(ModelWire.Chat), streams: false, world.Body(body));
            back.Add($"{reply.ToolCalls[0].Namespace}/{reply.ToolCalls[0].Name}");
        }

        var offered = World.ConversationOf(body).Options.Tools.Select(tool => $"{tool.Namespace}/{tool.Name}");
        back.Should().Equal(offered);
    }

    [Fact]
    public async Task A_history_of_custom_calls_is_asked_without_any_tool()
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(
            world.Model(ModelWire.Chat),
            streams: false,
            world.Body(
                """
                {"input":[{"role":"user","content":"Go"},{"type":"custom_tool_call","call_id":"a","name":"p","namespace":"n","input":"x"},
                  {"type":"custom_tool_call_output","call_id":"a","output":"Done"},{"role":"user","content":"Sum up."}]}
                """
            )
        );
        (await world.Mock.NextRequestAsync()).Body.Should().Contain("""{"name":"n__p","arguments":"{\"input\":\"x\"}"}""");
    }

    [Theory]
    [InlineData(ModelWire.Chat, """{"type":"web_search"}""", false)]
    [InlineData(ModelWire.Messages, """{"type":"web_search"}""", false)]
    [InlineData(ModelWire.Responses, """{"type":"web_search"}""", true)]
    [InlineData(ModelWire.Chat, """{"type":"web_search_20250305","name":"web_search","max_uses":5}""", false)]
    [InlineData(ModelWire.Messages, """{"type":"web_search_20250305","name":"web_search","max_uses":5}""", true)]
    [InlineData(ModelWire.Responses, """{"type":"web_search_20250305","name":"web_search","max_uses":5}""", false)]
    public async Task A_tool_of_a_provider_goes_to_models_of_its_shape_alone(ModelWire wire, string tool, bool goes)
    {
        await using var world = await World.StartAsync();
        string Body(string choice) => $$"""{"input":"Go","tools":[{"type":"function","name":"f"},{{tool}}]{{choice}}}""";
        var model = world.Model(wire);
        await world.AskAsync(model, streams: false, world.Body(Body("")));
        var sent = (await world.Mock.NextRequestAsync()).Body;
        sent.Contains(tool, StringComparison.Ordinal).Should().Be(goes);
        sent.Contains("web_search", StringComparison.Ordinal).Should().Be(goes);

        var demanded = world.Body(Body(""","tool_choice":{"type":"tool","name":"web_search"}"""));
        if (goes)
        {
            await world.AskAsync(model, streams: false, demanded);
            return;
        }

        var refused = await world.FailAsync(model, streams: false, demanded);
        refused.Message.Should().Contain("web_search");
        refused.Outcome.Meaning.Should().Be(OutcomeMeaning.OptionRefused, "another model may have it");
        world.Mock.Requests.Should().ContainSingle("nothing is sent");
    }

    private static string In(IEnumerable<string> pieces)
    {
        var input = new CustomInput();
        var text = string.Concat(pieces.Select(input.Take)) + input.End();
        return text;
    }
}
