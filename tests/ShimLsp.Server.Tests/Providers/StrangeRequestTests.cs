using System.Text.Json;
using ShimLsp.Core.Conversation.Reading;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Nothing that a client can send throws, while it is read or while it is written for a provider.</summary>
public sealed class StrangeRequestTests
{
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
                var read = ConversationReader.Read(new() { Body = document.RootElement });
                if (read.IsRead)
                {
                    var chat = world.Upstream.Open(read.Conversation);
                    foreach (var provider in new[] { Core.Models.ModelProvider.OpenAI, Core.Models.ModelProvider.Anthropic })
                    {
                        (await world.AskAsync(world.Model(provider), streams: false, chat))
                            .Reply.Text.ToString()
                            .Should()
                            .Be("Hello from the mock.");
                        (await world.Mock.NextRequestAsync()).Json.ValueKind.Should().Be(JsonValueKind.Object);
                    }
                }
            }
        }
    }
}
