using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Upstream;

/// <summary>What the mock puts on the wire in the Responses shape, byte by byte, against what the API reference shows.</summary>
public sealed class MockResponsesShapeTests
{
    private const string Rest = "\"parallel_tool_calls\":true,\"store\":false";

    [Fact]
    public async Task It_replies_whole() =>
        (await ReadAsync(Answer.Says("Grüß", " Gott").Takes(input: 30, output: 5, cached: 10), stream: false))
            .Should()
            .Be(
                $$$"""
                {"id":"resp_mock","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,
                    "model":"m","output":[{"id":"msg_mock","type":"message","status":"completed","role":"assistant",
                    "content":[{"type":"output_text","text":"Grüß Gott","annotations":[]}]}],{{{Rest}}},"usage":{"input_tokens":30,
                    "input_tokens_details":{"cached_tokens":10},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":0},
                    "total_tokens":35}}
                """.Unfolded()
            );

    [Theory]
    [InlineData("length", "\"status\":\"incomplete\",\"error\":null,\"incomplete_details\":{\"reason\":\"max_output_tokens\"}")]
    [InlineData("content_filter", "\"status\":\"incomplete\",\"error\":null,\"incomplete_details\":{\"reason\":\"content_filter\"}")]
    [InlineData("error", "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"The mock was told to fail.\"}")]
    [InlineData("invalid_prompt", "\"status\":\"failed\",\"error\":{\"code\":\"invalid_prompt\",\"message\":")]
    public async Task It_has_its_own_words_for_the_end(string reason, string expected)
    {
        var answer = Answer.Says("Hi").FinishesWith(reason);
        (await ReadAsync(answer, stream: false)).Should().Contain(expected);
        var status = expected.Split('"')[3];
        (await ReadAsync(answer, stream: true)).Should().Contain($"event: response.{status}\n").And.Contain(expected);
    }

    [Fact]
    public async Task It_streams_every_event_of_an_item()
    {
        var stream = await ReadAsync(
            Answer
                .Says("Hi")
                .Thinks("H", "m.")
                .CallsCustom("a", "patch", "x", "y")
                .Calls("b", "read", "{}")
                .InNamespace("n")
                .WithoutUsage(),
            stream: true
        );
        string.Join('\n', stream.Split("\n\n").Select(Event).Where(line => line.Length > 0))
            .Should()
            .Be(
                """
                {"type":"response.created","sequence_number":0,RESPONSE}
                {"type":"response.in_progress","sequence_number":1,RESPONSE}
                {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"rs_mock","type":"reasoning",
                    "summary":[],"encrypted_content":""}}
                {"type":"response.reasoning_summary_part.added","sequence_number":3,"item_id":"rs_mock","output_index":0,"summary_index":0,
                    "part":{"type":"summary_text","text":""}}
                {"type":"response.reasoning_summary_text.delta","sequence_number":4,"item_id":"rs_mock","output_index":0,"summary_index":0,
                    "delta":"H"}
                {"type":"response.reasoning_summary_text.delta","sequence_number":5,"item_id":"rs_mock","output_index":0,"summary_index":0,
                    "delta":"m."}
                {"type":"response.reasoning_summary_text.done","sequence_number":6,"item_id":"rs_mock","output_index":0,"summary_index":0,
                    "text":"Hm."}
                {"type":"response.reasoning_summary_part.done","sequence_number":7,"item_id":"rs_mock","output_index":0,"summary_index":0,
                    "part":{"type":"summary_text","text":"Hm."}}
                {"type":"response.output_item.done","sequence_number":8,"output_index":0,"item":{"id":"rs_mock","type":"reasoning",
                    "summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"bW9jaw=="}}
                {"type":"response.output_item.added","sequence_number":9,"output_index":1,"item":{"id":"msg_mock","type":"message",
                    "status":"in_progress","role":"assistant","content":[]}}
                {"type":"response.content_part.added","sequence_number":10,"item_id":"msg_mock","output_index":1,"content_index":0,
                    "part":{"type":"output_text","text":"","annotations":[]}}
                {"type":"response.output_text.delta","sequence_number":11,"item_id":"msg_mock","output_index":1,"content_index":0,
                    "delta":"Hi"}
                {"type":"response.output_text.done","sequence_number":12,"item_id":"msg_mock","output_index":1,"content_index":0,
                    "text":"Hi"}
                {"type":"response.content_part.done","sequence_number":13,"item_id":"msg_mock","output_index":1,"content_index":0,
                    "part":{"type":"output_text","text":"Hi","annotations":[]}}
                {"type":"response.output_item.done","sequence_number":14,"output_index":1,"item":{"id":"msg_mock","type":"message",
                    "status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[]}]}}
                {"type":"response.output_item.added","sequence_number":15,"output_index":2,"item":{"id":"ctc_mock2",
                    "type":"custom_tool_call","status":"in_progress","call_id":"a","name":"patch","input":""}}
                {"type":"response.custom_tool_call_input.delta","sequence_number":16,"item_id":"ctc_mock2","output_index":2,"delta":"x"}
                {"type":"response.custom_tool_call_input.delta","sequence_number":17,"item_id":"ctc_mock2","output_index":2,"delta":"y"}
                {"type":"response.custom_tool_call_input.done","sequence_number":18,"item_id":"ctc_mock2","output_index":2,"input":"xy"}
                {"type":"response.output_item.done","sequence_number":19,"output_index":2,"item":{"id":"ctc_mock2",
                    "type":"custom_tool_call","status":"completed","call_id":"a","name":"patch","input":"xy"}}
                {"type":"response.output_item.added","sequence_number":20,"output_index":3,"item":{"id":"fc_mock3","type":"function_call",
                    "status":"in_progress","call_id":"b","name":"read","namespace":"n","arguments":""}}
                {"type":"response.function_call_arguments.delta","sequence_number":21,"item_id":"fc_mock3","output_index":3,"delta":"{}"}
                {"type":"response.function_call_arguments.done","sequence_number":22,"item_id":"fc_mock3","output_index":3,
                    "arguments":"{}"}
                {"type":"response.output_item.done","sequence_number":23,"output_index":3,"item":{"id":"fc_mock3","type":"function_call",
                    "status":"completed","call_id":"b","name":"read","namespace":"n","arguments":"{}"}}
                {"type":"response.completed","sequence_number":24,RESPONSE}
                """.Unfolded()
            );
    }

    [Theory]
    [InlineData("openai", "\"reasoning_content\":\"Hm.\"")]
    [InlineData("anthropic", "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"bW9jaw==\"}")]
    public async Task The_other_shapes_think_in_their_own_way(string shape, string expected) =>
        (await ReadAsync(Answer.Says("Hi").Thinks("H", "m."), stream: false, shape)).Should().Contain(expected);

    /// <summary>The data of an event, with what is said of the whole response left out. Its name is the type.</summary>
    private static string Event(string written)
    {
        if (written.Length == 0)
        {
            return "";
        }

        var (name, data) = (written.Split('\n')[0], written.Split('\n')[1]["data: ".Length..]);
        data.Should().StartWith($"{{\"type\":\"{name["event: ".Length..]}\"");
        var response = data.IndexOf("\"response\":", StringComparison.Ordinal);
        return response < 0 ? data : data[..response] + "RESPONSE}";
    }

    private static async Task<string> ReadAsync(Answer answer, bool stream, string shape = "responses")
    {
        await using var upstream = await MockUpstream.StartAsync();
        using var client = new MockClient(upstream);
        upstream["m"].Answers(answer);
        return await client.ReadAsync(shape, stream: stream);
    }
}
