using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Calls to tools as real servers stream them: a client that hands them back must find its calls valid.</summary>
public sealed class ToolCallReplyTests
{
    /// <summary>A line is an event: <c>index id name arguments</c>, with <c>-</c> for a field that the event does not have.</summary>
    [Theory]
    [InlineData(
        "the reference",
        """
            0 a f {"x":
            0 - - 1}
            1 b g {}
            """,
        """a f {"x":1}; b g {}"""
    )]
    [InlineData(
        "one index for all, told apart by the id",
        """
            0 a f {"x":
            0 - - 1}
            0 b g {"y":
            0 - - 2}
            """,
        """a f {"x":1}; b g {"y":2}"""
    )]
    [InlineData(
        "a call begins under the index of the one before it",
        """
            0 a f {"x":
            0 - - 1}
            0 b g {"y":
            1 - - 2}
            """,
        """a f {"x":1}; b g {"y":2}"""
    )]
    [InlineData(
        "no index, so what has no id goes on",
        """
            - a f {"x":
            - - - 1}
            - b g {"y":
            - - - 2}
            """,
        """a f {"x":1}; b g {"y":2}"""
    )]
    [InlineData(
        "pieces of two calls in turn",
        """
            0 a f {"x":
            1 b g {"y":
            0 - - 1}
            1 - - 2}
            """,
        """a f {"x":1}; b g {"y":2}"""
    )]
    [InlineData(
        "the id and the name in every piece",
        """
            0 a f {"x":
            0 a f 1}
            """,
        """a f {"x":1}"""
    )]
    [InlineData(
        "the id comes late",
        """
            0 - f {"x":
            0 a - 1}
            """,
        """* f {"x":1}"""
    )]
    [InlineData(
        "no id at all",
        """
            0 - f {"x":1}
            1 - g {}
            """,
        """* f {"x":1}; * g {}"""
    )]
    [InlineData(
        "neither id nor index",
        """
            - - f {"x":1}
            - - g {}
            """,
        """* f {"x":1}; * g {}"""
    )]
    [InlineData(
        "an empty object before the arguments",
        """
            0 a f {}
            0 - - {"x":
            0 - - 1}
            1 b g {}
            """,
        """a f {"x":1}; b g {}"""
    )]
    [InlineData(
        "calls without arguments, under one index",
        """
            0 - f {}
            0 - f {}
            """,
        """* f {}; * f {}"""
    )]
    [InlineData(
        "one index for all, and no id",
        """
            0 - f {"x":1}
            0 - g {}
            """,
        """* f {"x":1}; * g {}"""
    )]
    [InlineData(
        "one id for all, told apart by the index",
        """
            0 a f {"x":
            0 - - 1}
            1 a g {"y":
            1 - - 2}
            """,
        """a f {"x":1}; * g {"y":2}"""
    )]
    [InlineData(
        "one id for all, and no index",
        """
            - a f {"x":1}
            - a f {"x":2}
            - a g {}
            """,
        """a f {"x":1}; * f {"x":2}; * g {}"""
    )]
    [InlineData(
        "one id and one tool, with the arguments later",
        """
            0 a f {}
            1 a f -
            1 - - {"y":2}
            """,
        """a f {}; * f {"y":2}"""
    )]
    [InlineData(
        "one id, and tools that take nothing",
        """
            0 a f -
            1 a g -
            """,
        "a f {}; * g {}"
    )]
    [InlineData(
        "no id, one index, and tools that take nothing",
        """
            0 - f -
            0 - g -
            """,
        "* f {}; * g {}"
    )]
    [InlineData(
        "the id and the name in every piece, with a last one that is empty",
        """
            0 a f {"x":1}
            0 a f -
            """,
        """a f {"x":1}"""
    )]
    [InlineData(
        "the id of another call comes late",
        """
            0 a f {}
            1 - g {}
            1 a - -
            """,
        "a f {}; * g {}"
    )]
    [InlineData("no arguments", "0 a f -", "a f {}")]
    [InlineData(
        "the same tool twice",
        """
            0 a f {}
            1 b f {}
            """,
        "a f {}; b f {}"
    )]
    public async Task Calls_are_told_apart(string kind, string events, string expected)
    {
        var lines = events.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var body = string.Concat(lines.Select(line => Event(line.Split(' ', 4)))) + Chunk("{}", "\"tool_calls\"") + "data: [DONE]\n\n";

        var calls = (await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, body))!.ToolCalls;

        var wanted = expected.Split("; ");
        calls.Select(call => $"{IdOf(call)} {call.Name} {call.Arguments}").Should().Equal(wanted, kind);
        calls.Should().OnlyHaveUniqueItems(call => call.Id).And.OnlyContain(call => call.Id.Length > 0);

        // The star stands for an id that was made.
        string IdOf(ToolCall call) => wanted.Any(one => one.StartsWith(call.Id + " ", StringComparison.Ordinal)) ? call.Id : "*";
    }

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Calls_of_a_whole_reply_are_each_its_own(ModelProvider provider)
    {
        const string Body = """
            {"choices":[{"message":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":""}},
               {"id":"c","function":{"name":"f","arguments":null}},{"function":{"name":"f"}}]},"finish_reason":"tool_calls"}],
             "content":[{"type":"tool_use","id":"c","name":"f","input":{}},{"type":"tool_use","id":"c","name":"f","input":null},
               {"type":"tool_use","name":"f"}],"stop_reason":"tool_use"}
            """;
        var calls = (await Read.ReplyAsync(provider, Body))!.ToolCalls;
        calls.Select(call => (call.Name, call.Arguments)).Should().Equal(("f", "{}"), ("f", "{}"), ("f", "{}"));
        calls[0].Id.Should().Be("c");
        calls.Should().OnlyHaveUniqueItems(call => call.Id);
    }

    [Fact]
    public async Task A_call_that_names_no_tool_is_a_broken_reply() =>
        (await Read.ReplyAsync(ModelProvider.OpenAI, Event(["0", "a", "-", "{}"]) + Chunk("{}", "\"tool_calls\"") + "data: [DONE]\n\n"))
            .Should()
            .BeNull();

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Arguments_may_be_the_object_itself(ModelProvider provider)
    {
        const string Body = """
            {"choices":[{"message":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"tool_calls"}],
             "content":[{"type":"tool_use","id":"c","name":"f","input":{"a":1}}],"stop_reason":"tool_use"}
            """;
        (await Read.ReplyAsync(provider, Body))!.ToolCalls.Should().Equal(new ToolCall("c", "f", """{"a":1}"""));

        var events =
            provider is ModelProvider.Anthropic
                ? """
                    data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"c","name":"f","input":{"a":1}}}

                    data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}


                    """
                : Chunk("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":{"a":1}}}]}""", "\"tool_calls\"");
        (await Read.ReplyAsync(provider, events))!.ToolCalls.Should().Equal(new ToolCall("c", "f", """{"a":1}"""));
    }

    [Theory]
    [InlineData(ModelProvider.GenericChatCompletionApi, "stop", "tool_calls")]
    [InlineData(ModelProvider.GenericChatCompletionApi, "tool_calls", "tool_calls")]
    [InlineData(ModelProvider.GenericChatCompletionApi, "length", "length")] // the call may be cut
    [InlineData(ModelProvider.Anthropic, "end_turn", "tool_calls")]
    [InlineData(ModelProvider.Anthropic, "max_tokens", "length")]
    public async Task A_reply_that_calls_a_tool_ends_for_that(ModelProvider provider, string told, string expected)
    {
        var body = $$"""
            {"choices":[{"message":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"} }]},"finish_reason":"{{told}}"}],
             "content":[{"type":"tool_use","id":"c","name":"f","input":{} }],"stop_reason":"{{told}}"}
            """;
        (await Read.ReplyAsync(provider, body))!.FinishReason.Should().Be(expected);
    }

    [Fact]
    public async Task The_call_of_the_oldest_shape_is_a_call()
    {
        const string Body = """
            {"choices":[{"message":{"content":null,"function_call":{"name":"f","arguments":"{}"}},"finish_reason":"function_call"}]}
            """;
        var reply = (await Read.ReplyAsync(ModelProvider.GenericChatCompletionApi, Body))!;
        reply.ToolCalls.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "f", Arguments = (ReplyText)"{}" });
        reply.FinishReason.Should().Be("tool_calls");
    }

    private static string Event(string[] fields)
    {
        var (index, id, name, arguments) = (fields[0], fields[1], fields[2], fields[3]);
        string[] function = [Field("name", name), Field("arguments", arguments)];
        string[] parts =
        [
            index == "-" ? "" : $"\"index\":{index}",
            id == "-" ? "" : $"\"id\":\"{id}\"",
            $"\"function\":{{{string.Join(',', function.Where(field => field.Length > 0))}}}",
        ];
        return Chunk($$"""{"tool_calls":[{{{string.Join(',', parts.Where(part => part.Length > 0))}}}]}""", "null");
    }

    private static string Field(string name, string value) => value == "-" ? "" : $"\"{name}\":{JsonSerializer.Serialize(value)}";

    private static string Chunk(string delta, string reason) =>
        $"data: {{\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":{reason}}}]}}\n\n";
}
