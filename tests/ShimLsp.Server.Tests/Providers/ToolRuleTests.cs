using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Names and arguments of tools, as providers take them and as the client gets them back.</summary>
public sealed class ToolRuleTests
{
    [Theory]
    [InlineData("read_file", true)]
    [InlineData("mcp__github__create-issue", true)]
    [InlineData("files.read", false)]
    [InlineData("files/read it", false)]
    [InlineData("ausführen", false)]
    [InlineData("a_name_of_exactly_sixty_five_characters_which_is_one_more_than_fits", false)]
    public async Task A_tool_goes_out_under_a_name_that_providers_take_and_comes_back_under_its_own(string name, bool fits)
    {
        await using var world = await World.StartAsync();
        foreach (var provider in new[] { ModelProvider.OpenAI, ModelProvider.Anthropic })
        {
            var body = $$$"""
                {"messages":[{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"{{{name}}}",
                  "arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"ok"}],"tool_choice":{"type":"function",
                  "function":{"name":"{{{name}}}"}},"tools":[{"type":"function","function":{"name":"{{{name}}}"}},
                  {"type":"function","function":{"name":"other"}}]}
                """;
            await world.AskAsync(world.Model(provider), streams: false, world.Body(body));
            var sent = Names(JsonElement.Parse((await world.Mock.NextRequestAsync()).Body)).ToList();

            var own = sent.Where(one => one != "other").ToList();
            own.Should().HaveCount(3).And.OnlyContain(one => one == own[0]);
            own[0].Should().MatchRegex("^[a-zA-Z0-9_-]{1,64}$");
            (own[0] == name).Should().Be(fits);
            sent.Should().Contain("other");

            world.Mock["m"].Answers(Answer.Says().Calls("c", own[0], """{"x":1}"""));
            foreach (var streams in new[] { true, false })
            {
                var (reply, _) = await world.AskAsync(world.Model(provider), streams, world.Body(body));
                reply.ToolCalls.Should().ContainSingle().Which.Name.Should().Be(name);
                await world.Mock.NextRequestAsync();
            }
        }
    }

    [Theory]
    [InlineData("""{"x": 1}""", """{"x": 1}""")]
    [InlineData("", "{}")]
    [InlineData("  ", "{}")]
    [InlineData("[1]", "[1]")]
    [InlineData("""{"x":1""", """{"arguments":"{\"x\":1"}""")]
    [InlineData("""{"x":1}{"x":1}""", """{"arguments":"{\"x\":1}{\"x\":1}"}""")]
    [InlineData("ls -l", """{"arguments":"ls -l"}""")]
    public async Task The_arguments_of_an_earlier_call_are_JSON(string written, string expected)
    {
        await using var world = await World.StartAsync();
        await world.AskAsync(
            world.Model(ModelProvider.GenericChatCompletionApi),
            streams: false,
            world.Chat(
                $$$"""
                [{"role":"user","content":"Go"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f",
                  "arguments":"{{{JsonEncodedText.Encode(written)}}}"}}]},
                  {"role":"tool","tool_call_id":"a","content":"ok"}]
                """
            )
        );
        var sent = JsonElement.Parse((await world.Mock.NextRequestAsync()).Body).GetProperty("messages")[1];
        sent.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString().Should().Be(expected);
    }

    /// <summary>The names of tools, wherever they are in a request.</summary>
    private static IEnumerable<string> Names(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(field =>
                    field is { Name: "name", Value.ValueKind: JsonValueKind.String } ? [field.Value.GetString()!] : Names(field.Value)
                ),
            _ => [],
        };
}
