using System.Text.Json;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What cannot be carried is told with its path. Nothing is lost in silence, and nothing that a client can send throws.</summary>
public sealed class UnreadableRequestTests
{
    [Theory]
    [InlineData("""[]""", "messages")]
    [InlineData("""{}""", "messages")]
    [InlineData("\"Hi\"", "messages")]
    [InlineData("""[7]""", "messages[0]")]
    [InlineData("""[{"content":"x"}]""", "messages[0].role")]
    [InlineData("""[{"role":7,"content":"x"}]""", "messages[0].role")]
    [InlineData("""[{"role":"function","content":"x"}]""", "messages[0].role")]
    [InlineData("""[{"role":"user"}]""", "messages[0].content")]
    [InlineData("""[{"role":"user","content":7}]""", "messages[0].content")]
    [InlineData("""[{"role":"user","content":[7]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"a"},{"type":"video","video":"x"}]}]""", "messages[0].content[1]")]
    [InlineData("""[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role":"user","content":[{"type":"text"}]}]""", "messages[0].content[0].text")]
    [InlineData(
        """[{"role":"user","content":"a"},{"role":"user","content":[{"type":"image_url","image_url":7}]}]""",
        "messages[1].content[0].image_url"
    )]
    [InlineData(
        """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,%%%"}}]}]""",
        "messages[0].content[0].image_url.url"
    )]
    [InlineData(
        """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/html;base64,iVBORw=="}}]}]""",
        "messages[0].content[0].image_url.url"
    )]
    [InlineData(
        """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"file:///etc/passwd"}}]}]""",
        "messages[0].content[0].image_url.url"
    )]
    [InlineData("""[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]""", "messages[0].content[0].file_id")]
    [InlineData(
        """[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}]""",
        "messages[0].content[0].source"
    )]
    [InlineData(
        """[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"https://x/"}}]}]""",
        "messages[0].content[0].source"
    )]
    [InlineData("""[{"role":"user","content":[{"type":"input_file","file_url":"https://x/"}]}]""", "messages[0].content[0].file_url")]
    [InlineData(
        """[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/zip;base64,AAAA"}}]}]""",
        "messages[0].content[0].file.file_data"
    )]
    [InlineData("""[{"role":"system","content":[{"type":"image_url","image_url":"https://x/"}]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role":"user","content":"x","images":["iVBORw=="]}]""", "messages[0].images")]
    [InlineData("""[{"role":"assistant","tool_calls":{}}]""", "messages[0].tool_calls")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"function":{"name":"x"}}]}]""", "messages[0].tool_calls[0].id")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"1","function":{}}]}]""", "messages[0].tool_calls[0].function.name")]
    [InlineData("""[{"role":"assistant","content":"x","function_call":{"name":"f"}}]""", "messages[0].function_call")]
    [InlineData("""[{"role":"tool","content":"x"}]""", "messages[0].tool_call_id")]
    [InlineData("""[{"role":"tool","tool_call_id":"1","content":[{"type":"document"}]}]""", "messages[0].content[0]")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"","function":{"name":"f"}}]}]""", "messages[0].tool_calls[0].id")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":" "}}]}]""", "messages[0].tool_calls[0].function.name")]
    [InlineData("""[{"role":"tool","tool_call_id":"","content":"x"}]""", "messages[0].tool_call_id")]
    [InlineData("""[{"type":"item_reference","id":"x"}]""", "messages[0]")]
    [InlineData("""[{"type":"web_search_call","id":"x"}]""", "messages[0]")]
    public Task Messages(string messages, string path) => Check(new() { Messages = World.Json(messages) }, path);

    [Theory]
    [InlineData("""[]""", "body")]
    [InlineData("""{}""", "body")]
    [InlineData("""{"messages":"x"}""", "body.messages")]
    [InlineData("""{"input":7}""", "body.input")]
    [InlineData("""{"system":7,"messages":[]}""", "body.system")]
    [InlineData("""{"input":"x","previous_response_id":"r"}""", "body.previous_response_id")]
    [InlineData("""{"input":"x","conversation":"r"}""", "body.conversation")]
    [InlineData("""{"input":"x","prompt":{"id":"p"}}""", "body.prompt")]
    [InlineData("""{"input":"x","tools":{}}""", "body.tools")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":"a"},{"type":"web_search"}]}""", "body.tools[1]")]
    [InlineData("""{"input":"x","tools":[{"type":"custom","name":"a"}]}""", "body.tools[0]")]
    [InlineData("""{"input":"x","tools":[{"type":"function","function":{}}]}""", "body.tools[0].function.name")]
    [InlineData("""{"input":"x","tools":[{"name":"a","input_schema":[]}]}""", "body.tools[0].input_schema")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":""}]}""", "body.tools[0].name")]
    [InlineData("""{"input":"x","tool_choice":{"type":"function","name":""}}""", "body.tool_choice.name")]
    [InlineData("""{"input":"x","functions":[{"name":"a"}]}""", "body.functions")]
    [InlineData("""{"input":"x","tool_choice":"sometimes"}""", "body.tool_choice")]
    [InlineData("""{"input":"x","tool_choice":{"type":"tool"}}""", "body.tool_choice.name")]
    [InlineData("""{"input":"x","tool_choice":{"type":"allowed_tools"}}""", "body.tool_choice.type")]
    [InlineData("""{"input":"x","max_tokens":0}""", "body.max_tokens")]
    [InlineData("""{"input":"x","max_output_tokens":1.5}""", "body.max_output_tokens")]
    [InlineData("""{"input":"x","max_completion_tokens":1e99}""", "body.max_completion_tokens")]
    [InlineData("""{"input":"x","temperature":"hot"}""", "body.temperature")]
    [InlineData("""{"input":"x","temperature":3}""", "body.temperature")]
    [InlineData("""{"input":"x","stop":[7]}""", "body.stop")]
    [InlineData("""{"input":"x","seed":"x"}""", "body.seed")]
    [InlineData("""{"input":"x","parallel_tool_calls":1}""", "body.parallel_tool_calls")]
    [InlineData("""{"input":"x","reasoning":"hard"}""", "body.reasoning")]
    [InlineData("""{"input":"x","response_format":{"type":"xml"}}""", "body.response_format.type")]
    [InlineData("""{"input":"x","response_format":{"type":"json_schema"}}""", "body.response_format.json_schema")]
    [InlineData("""{"input":"x","text":{"format":{"type":"json_schema"}}}""", "body.text.format.schema")]
    public Task Bodies(string body, string path) => Check(new() { Body = World.Json(body) }, path);

    [Fact]
    public async Task Not_exactly_one_of_the_two()
    {
        var messages = World.Json("""[{"role":"user","content":"x"}]""");
        await Check(new(), "messages");
        await Check(new() { Messages = World.Json("null") }, "messages");
        await Check(new() { Messages = messages, Body = World.Json("""{"input":"x"}""") }, "body");
        await Check(new() { Messages = messages, Tools = World.Json("""[{"type":"mcp"}]""") }, "tools[0]");
        await Check(new() { Messages = messages, MaxOutputTokens = 0 }, "maxOutputTokens");
        await Check(new() { Messages = messages, Temperature = -1 }, "temperature");
        await Check(new() { Messages = messages, Temperature = double.NaN }, "temperature");
    }

    [Fact]
    public async Task Whatever_a_field_holds_nothing_throws()
    {
        await using var world = await World.StartAsync();
        string[] strange =
        [
            "null",
            "7",
            "-1e400",
            "true",
            "\"\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "[]",
            "[[[]]]",
            "{}",
            "{\"\\ud800\":1}",
            "[null]",
            "{\"type\":null}",
            "{\"type\":{\"type\":[]}}",
            string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200)),
            string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + string.Concat(Enumerable.Repeat("}", 200)),
        ];
        foreach (
            var field in new[]
            {
                "{\"messages\":@}",
                "{\"input\":@}",
                "{\"input\":[@]}",
                "{\"messages\":[@]}",
                "{\"input\":\"x\",\"tools\":[@]}",
                "{\"input\":\"x\",\"tools\":[{\"name\":@,\"input_schema\":@}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":@}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[@]}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[@]}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"x\",\"name\":\"y\",\"input\":@}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":@,\"content\":@}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":@}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":@}]}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":@}]}]}",
                "{\"input\":\"x\",\"system\":@,\"temperature\":@,\"stop\":@,\"seed\":@}",
                "{\"input\":\"x\",\"tool_choice\":@}",
                "{\"input\":\"x\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":@,\"schema\":{}}}}",
                "{\"input\":\"x\",\"tools\":[{\"name\":\"t\",\"description\":@,\"input_schema\":{\"x\":@}}]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":@}]}",
                "{\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":@}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"x\",\"function\":{\"name\":\"y\",\"arguments\":@}}]}]}",
                "{\"input\":\"x\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":@,\"schema\":@}}}",
                "{\"input\":\"x\",\"@\":1,\"reasoning\":{\"effort\":@}}",
            }
        )
        {
            foreach (var value in strange)
            {
                using var document = JsonDocument.Parse(
                    field.Replace("\"@\"", "\"\\ud800\"", StringComparison.Ordinal).Replace("@", value, StringComparison.Ordinal),
                    new() { MaxDepth = 1000 }
                );
                var read = world.Upstream.Read(new() { Body = document.RootElement });
                (read.Chat is null).Should().Be(read.Path is not null && read.Message is not null);
                if (read.Chat is { } chat)
                {
                    foreach (var provider in new[] { Core.Models.ModelProvider.OpenAI, Core.Models.ModelProvider.Anthropic })
                    {
                        (await world.AskAsync(world.Model(provider), streams: false, chat)).Reply.Text.Should().Be("Hello from the mock.");
                        (await world.Mock.NextRequestAsync()).Json.ValueKind.Should().Be(JsonValueKind.Object);
                    }
                }
            }
        }
    }

    private static async Task Check(ChatRequest request, string path)
    {
        await using var world = await World.StartAsync();
        var read = world.Upstream.Read(request);
        read.Chat.Should().BeNull();
        read.Path.Should().Be(path);
        read.Message.Should().MatchRegex(@"^[A-Z][^\n]+\.$");
    }
}
