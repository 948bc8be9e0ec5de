using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>One turn of the Messages shape.</summary>
/// <param name="IsUser">Whether it is the person's: a tool's results are, too.</param>
/// <param name="Blocks">What it holds.</param>
internal sealed record MessagesTurn(bool IsUser, List<Part> Blocks);

/// <summary>
/// A conversation in the order that the Messages shape wants: system prompts apart, the turns of the two in alternation, and in the
/// person's turn the results of tools first. It leaves out empty texts, which the shape refuses, and thoughts that another provider's
/// model had: they are signed.
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
    /// <param name="conversation">The turns, oldest first.</param>
    /// <param name="model">The model that is asked.</param>
    public static MessagesTurns Of(IEnumerable<Turn> conversation, ModelSpec model)
    {
        List<string> system = [];
        List<MessagesTurn> turns = [];
        foreach (var turn in conversation)
        {
            var blocks = turn.Parts.Where(part => IsBlock(part, model)).ToList();
            if (turn.Role == TurnRole.System)
            {
                system.AddRange(blocks.OfType<Part.Text>().Select(text => text.Value));
                continue;
            }

            if (blocks.TrueForAll(block => block is Part.Reasoning))
            {
                continue; // thoughts alone are not a turn
            }

            var isUser = turn.Role != TurnRole.Assistant;
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

    private static bool IsBlock(Part part, ModelSpec model) =>
        part switch
        {
            Part.Text text => !string.IsNullOrWhiteSpace(text.Value),
            Part.Reasoning thoughts => ProviderData.IsBlockOf(thoughts, model),
            _ => true,
        };

    private static void Insert(List<Part> blocks, Part block)
    {
        if (block is Part.ToolResult)
        {
            blocks.Insert(blocks.FindLastIndex(earlier => earlier is Part.ToolResult) + 1, block);
        }
        else
        {
            blocks.Add(block);
        }
    }
}
