using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>One turn of the Messages shape.</summary>
/// <param name="IsUser">Whether it is the person's: a tool's results are, too.</param>
/// <param name="Blocks">What it holds.</param>
internal sealed record MessagesTurn(bool IsUser, List<AIContent> Blocks);

/// <summary>
/// A conversation in the order that the Messages shape wants: system prompts apart, the turns of the two in alternation, and in the
/// person's turn the results of tools first. Empty texts are left out, which the shape refuses.
/// </summary>
internal sealed class MessagesTurns
{
    private MessagesTurns(List<string> system, List<MessagesTurn> turns)
    {
        System = system;
        Turns = turns;
    }

    /// <summary>The system prompts, also those from the middle: the shape has no place for them there.</summary>
    public IReadOnlyList<string> System { get; }

    /// <summary>The turns, oldest first.</summary>
    public IReadOnlyList<MessagesTurn> Turns { get; }

    /// <summary>
    /// Which turn ends what will stay the same for the next request: the one before the newest of the person's. -1 for none.
    /// </summary>
    public int LastStable => Turns.Count - 1 - (Turns is [.., { IsUser: true }] ? 1 : 2) is >= 0 and var index ? index : -1;

    /// <summary>Puts a conversation into that order.</summary>
    /// <param name="messages">The conversation.</param>
    public static MessagesTurns Of(IEnumerable<ChatMessage> messages)
    {
        List<string> system = [];
        List<MessagesTurn> turns = [];
        foreach (var message in messages)
        {
            var blocks = message.Contents.Where(content =>
                content is not TextContent { Text: var text } || !string.IsNullOrWhiteSpace(text)
            );
            if (message.Role == ChatRole.System)
            {
                system.AddRange(blocks.OfType<TextContent>().Select(content => content.Text));
                continue;
            }

            var isUser = message.Role != ChatRole.Assistant;
            foreach (var block in blocks)
            {
                if (turns is not [.., var last] || last.IsUser != isUser)
                {
                    turns.Add(last = new(isUser, []));
                }

                Insert(last.Blocks, block);
            }
        }

        return new(system, turns);
    }

    private static void Insert(List<AIContent> blocks, AIContent block)
    {
        if (block is FunctionResultContent)
        {
            blocks.Insert(blocks.FindLastIndex(earlier => earlier is FunctionResultContent) + 1, block);
        }
        else
        {
            blocks.Add(block);
        }
    }
}
