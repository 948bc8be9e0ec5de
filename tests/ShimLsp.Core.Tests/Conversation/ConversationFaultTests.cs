using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>A request that no provider's shape can carry has a fault with its path. Nothing is lost in silence.</summary>
public sealed class ConversationFaultTests
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
    [InlineData("""[{"role":"tool","tool_call_id":"1","content":[{"type":"document"}]}]""", "messages[0].content[0].source")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"","function":{"name":"f"}}]}]""", "messages[0].tool_calls[0].id")]
    [InlineData("""[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":" "}}]}]""", "messages[0].tool_calls[0].function.name")]
    [InlineData("""[{"role":"tool","tool_call_id":"","content":"x"}]""", "messages[0].tool_call_id")]
    [InlineData("""[{"type":"item_reference","id":"x"}]""", "messages[0]")]
    [InlineData("""[{"role":"user","content":[{"type":"tool_use","id":"1","name":"f","input":{}}]}]""", "messages[0].content")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"a","image_url":{"url":"https://x/"}}]}]""", "messages[0].content[0]")]
    [InlineData("""[{"type":"reasoning","summary":[]}]""", "messages")]
    [InlineData("""[{"type":"web_search_call","id":"x"}]""", "messages")]
    [InlineData("""[{"type":"compaction_trigger"}]""", "messages")]
    [InlineData("""[{"type":"custom_tool_call","name":"f","input":"x"}]""", "messages[0].call_id")]
    [InlineData("""[{"type":"custom_tool_call","call_id":"c","name":"f","input":7}]""", "messages[0].input")]
    [InlineData("""[{"type":"custom_tool_call_output","call_id":"c","output":7}]""", "messages[0].output")]
    [InlineData("""[{"type":"function_call","call_id":"c","name":"f","namespace":7}]""", "messages[0].namespace")]
    [InlineData("""[{"type":"local_shell_call","call_id":"c"}]""", "messages[0].action")]
    [InlineData("""[{"type":"additional_tools"}]""", "messages[0].tools")]
    [InlineData("""[{"type":"additional_tools","tools":[{"type":"custom"}]}]""", "messages[0].tools[0].name")]
    public void Messages(string messages, string path) => Check(new() { Messages = JsonElement.Parse(messages) }, path);

    [Theory]
    [InlineData("""[]""", "body")]
    [InlineData("""{}""", "body")]
    [InlineData("""{"messages":"x"}""", "body.messages")]
    [InlineData("""{"messages":[]}""", "body.messages")]
    [InlineData("""{"input":7}""", "body.input")]
    [InlineData("""{"input":[]}""", "body.input")]
    [InlineData("""{"input":"x","text":"json"}""", "body.text")]
    [InlineData("""{"system":7,"messages":[]}""", "body.system")]
    [InlineData("""{"input":"x","previous_response_id":"r"}""", "body.previous_response_id")]
    [InlineData("""{"input":"x","conversation":"r"}""", "body.conversation")]
    [InlineData("""{"input":"x","prompt":{"id":"p"}}""", "body.prompt")]
    [InlineData("""{"input":"x","tools":{}}""", "body.tools")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":"a"},{"type":7}]}""", "body.tools[1].type")]
    [InlineData("""{"input":"x","tools":[{"type":"custom"}]}""", "body.tools[0].name")]
    [InlineData("""{"input":"x","tools":[{"type":"custom","name":"a","format":"lark"}]}""", "body.tools[0].format")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","tools":[]}]}""", "body.tools[0].name")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","name":"a"}]}""", "body.tools[0].tools")]
    [InlineData("""{"input":"x","tools":[{"type":"namespace","name":"a","tools":[{}]}]}""", "body.tools[0].tools[0].name")]
    [InlineData("""{"input":"x","tool_choice":{"type":"web_search"}}""", "body.tool_choice.type")]
    [InlineData("""{"input":"x","tools":[{"type":"function","function":{}}]}""", "body.tools[0].function.name")]
    [InlineData("""{"input":"x","tools":[{"name":"a","input_schema":[]}]}""", "body.tools[0].input_schema")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":""}]}""", "body.tools[0].name")]
    [InlineData("""{"input":"x","tool_choice":{"type":"function","name":""}}""", "body.tool_choice.name")]
    [InlineData("""{"input":"x","functions":[{"name":"a"}]}""", "body.functions")]
    [InlineData("""{"input":"x","tool_choice":"sometimes"}""", "body.tool_choice")]
    [InlineData("""{"input":"x","tool_choice":{"type":"tool"}}""", "body.tool_choice.name")]
    [InlineData("""{"input":"x","tool_choice":{"type":"allowed_tools"}}""", "body.tool_choice.tools")]
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
    public void Bodies(string body, string path) => Check(new() { Body = JsonElement.Parse(body) }, path);

    [Fact]
    public void Not_exactly_one_of_the_two()
    {
        var messages = JsonElement.Parse("""[{"role":"user","content":"x"}]""");
        Check(new(), "messages");
        Check(new() { Messages = JsonElement.Parse("null") }, "messages");
        Check(new() { Messages = messages, Body = JsonElement.Parse("""{"input":"x"}""") }, "body");
        Check(new() { Messages = messages, Tools = JsonElement.Parse("""[{"type":"custom"}]""") }, "tools[0].name");
        Check(new() { Messages = messages, MaxOutputTokens = 0 }, "maxOutputTokens");
        Check(new() { Messages = messages, Temperature = -1 }, "temperature");
        Check(new() { Messages = messages, Temperature = double.NaN }, "temperature");
    }

    // Both read the same frame.
    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{}""")]
    [InlineData("""{"messages":"x"}""")]
    [InlineData("""{"input":7}""")]
    public void A_route_and_a_chat_are_refused_in_the_same_words(string body)
    {
        var element = JsonElement.Parse(body);
        var problem = SignalReader.Read(new RouteRequest { Body = element }).Problem!;
        ConversationReader.Read(new() { Body = element }).Fault.Should().Be(new ConversationFault(problem.Path, problem.Message));
    }

    private static void Check(ChatRequest request, string path)
    {
        var fault = ConversationReader.Read(request).Fault;
        fault!.Path.Should().Be(path);
        fault.Message.Should().MatchRegex(@"^([A-Z]|must |nests )[^\n]+\.$");
    }
}
