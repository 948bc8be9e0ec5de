using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>A whole reply of the Messages shape. Thoughts are left out.</summary>
internal static class WholeReply
{
    /// <summary>Reads it.</summary>
    /// <param name="message">What came.</param>
    public static ChatResponse Of(WireMessage? message)
    {
        if (message is not { Content: { } blocks, StopReason: { } reason })
        {
            throw new JsonException();
        }

        List<AIContent> contents = [];
        foreach (var block in blocks)
        {
            switch (block)
            {
                case { Type: "text", Text: { ValueKind: JsonValueKind.String } text }:
                    contents.Add(new TextContent(LenientJson.Text(text)));
                    break;
                case { Type: "tool_use", Name: { } name }:
                    contents.Add(
                        new FunctionCallContent(block.Id ?? "", name)
                        {
                            RawRepresentation = block.Input is { } input ? input.GetRawText() : "{}",
                        }
                    );
                    break;
            }
        }

        return new(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = StopReasons.Of(reason),
            Usage = message.Usage is { } usage ? UsageCount.Of(usage) : null,
        };
    }
}
