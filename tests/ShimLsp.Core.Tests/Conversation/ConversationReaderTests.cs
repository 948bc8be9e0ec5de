using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>The neutral conversation: three formats give the same result, and data of one provider stays as it was sent.</summary>
public sealed class ConversationReaderTests
{
    private const string Expected = """
        System: text(Be brief.)
        User: text(Look.) address(https://example.com/a.png) media(application/pdf, 4, a.pdf)
        Assistant: text(Let me see.) call(c1, read, {"path":"a"})
        Tool: result(c1, text(one))
        User: text(Well?)
        """;

    [Theory]
    [InlineData(
        """
            {"messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"Look."},
                {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}}]},
              {"role":"assistant","content":"Let me see.",
                "tool_calls":[{"id":"c1","type":"function","function":{"name":"read","arguments":"{\"path\":\"a\"}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"one"},
              {"role":"user","content":"Well?"}]}
            """
    )]
    [InlineData(
        """
            {"instructions":"Be brief.","input":[
              {"role":"user","content":[{"type":"input_text","text":"Look."},
                {"type":"input_image","image_url":"https://example.com/a.png"},
                {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="}]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me see."}]},
              {"type":"function_call","call_id":"c1","name":"read","arguments":"{\"path\":\"a\"}"},
              {"type":"function_call_output","call_id":"c1","output":"one"},
              {"role":"user","content":"Well?"}]}
            """
    )]
    [InlineData(
        """
            {"system":"Be brief.","messages":[
              {"role":"user","content":[{"type":"text","text":"Look."},
                {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},
                {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}}]},
              {"role":"assistant","content":[{"type":"text","text":"Let me see."},
                {"type":"tool_use","id":"c1","name":"read","input":{"path":"a"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"one"}]},
                {"type":"text","text":"Well?"}]}]}
            """
    )]
    public void The_three_formats_become_one_conversation(string body) => Show(Read(body)).Should().Be(Expected);

    [Theory]
    [InlineData(
        """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[@,{"type":"text","text":"b"}]}]}""",
        """{"type":"thinking","thinking":"Hm.","signature":"c2ln\u002f"}""",
        "User: text(a)\nAssistant: reasoning text(b)"
    )]
    [InlineData(
        """{"input":[{"role":"user","content":"a"},@,{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}""",
        """{"type":"reasoning","id":"r","summary":[],"encrypted_content":"x=="}""",
        "User: text(a)\nAssistant: reasoning call(c, f, {})"
    )]
    public void A_thought_keeps_its_place_and_every_byte(string body, string thought, string expected)
    {
        var conversation = Read(body.Replace("@", thought, StringComparison.Ordinal));

        Show(conversation).Should().Be(expected);
        conversation.Turns[1].Parts[0].Source.GetRawText().Should().Be(thought);
    }

    [Fact]
    public void Provider_data_beside_a_call_stays_with_it()
    {
        const string Call = """
            {"id":"c","type":"function","function":{"name":"f","arguments":"{}"},
             "extra_content":{"google":{"thought_signature":"s"}}}
            """;
        var conversation = Read($$"""{"messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[{{Call}}]}]}""");

        conversation.Turns[1].Parts.Should().ContainSingle().Which.Source.GetRawText().Should().Be(Call);
    }

    [Fact]
    public void Nothing_prints_the_text_of_a_request()
    {
        var conversation = Read("""{"messages":[{"role":"user","content":"canary-7731"}]}""");

        $"{conversation} {conversation.Turns[0]} {conversation.Turns[0].Parts[0]}".Should().NotContain("canary");
    }

    [Theory]
    [InlineData("JVBERg==")]
    [InlineData("\\u004aVBERg\\u003d=")]
    [InlineData("JVBE\\r\\nRg==\\n")]
    [InlineData(" JVBE Rg==")]
    public void Data_is_base64_without_white_space_however_it_is_written(string data)
    {
        string[] parts =
        [
            $$$"""{"type":"image_url","image_url":{"url":"data:image\/png;base64,{{{data}}}"}}""",
            $$$"""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{data}}}"}}""",
            $$$"""{"type":"input_image","image_url":"DATA:image/png;charset=x;BASE64,{{{data}}}"}""",
            $$$"""{"type":"file","file":{"file_data":"{{{data}}}"}}""",
        ];

        Read($$$"""{"messages":[{"role":"user","content":[{{{string.Join(',', parts)}}}]}]}""")
            .Turns[0]
            .Parts.Cast<Part.Media>()
            .Select(media => (media.MediaType, Encoding.ASCII.GetString(media.Data.Text), media.Data.ByteCount))
            .Should()
            .Equal(
                ("image/png", "JVBERg==", 4),
                ("image/png", "JVBERg==", 4),
                ("image/png", "JVBERg==", 4),
                ("application/pdf", "JVBERg==", 4)
            );
    }

    private static ChatConversation Read(string body)
    {
        var read = ConversationReader.Read(new ChatRequest { Body = JsonElement.Parse(body) });
        read.Fault.Should().BeNull();
        return read.Conversation!;
    }

    private static string Show(ChatConversation conversation) =>
        string.Join('\n', conversation.Turns.Select(turn => $"{turn.Role}: {string.Join(' ', turn.Parts.Select(Show))}"));

    private static string Show(Part part) =>
        part switch
        {
            Part.Text text => $"text({text.Value})",
            Part.Media media => $"media({media.MediaType}, {media.Data.ByteCount}, {media.Name})",
            Part.ImageAddress image => $"address({image.Address})",
            Part.ToolCall call => $"call({call.Id}, {call.Name}, {call.Arguments})",
            Part.ToolResult result => $"result({result.CallId}, {string.Join(' ', result.Parts.Select(Show))})",
            _ => "reasoning",
        };
}
