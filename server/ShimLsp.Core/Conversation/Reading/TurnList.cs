using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// The turns of a conversation while it is read. Calls that come as items of their own go into one turn, and so do their results: each
/// provider's shape can be written from that.
/// </summary>
internal sealed class TurnList
{
    private readonly List<(TurnRole Role, List<Part> Parts)> turns = [];

    /// <summary>Whether nothing that a model can read has been added: thoughts alone are not a conversation.</summary>
    public bool IsEmpty => turns.TrueForAll(turn => turn.Parts.TrueForAll(part => part is Part.Reasoning));

    /// <summary>The turns.</summary>
    public ImmutableArray<Turn> ToTurns() => [.. turns.Select(turn => new Turn(turn.Role, [.. turn.Parts]))];

    /// <summary>Adds a turn, unless it is empty.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="parts">Its parts.</param>
    public void Add(TurnRole role, List<Part> parts)
    {
        if (role == TurnRole.Assistant && turns is [.., var last] && last.Role == role && last.Parts.Exists(part => part is Part.ToolCall))
        {
            last.Parts.AddRange(parts); // said behind calls: the results have to follow the turn that has the calls
        }
        else if (parts.Count > 0)
        {
            turns.Add((role, parts));
        }
    }

    /// <summary>Adds a call, or a thought, to the assistant's turn.</summary>
    /// <param name="part">The part.</param>
    public void AddToAssistant(Part part) => Join(TurnRole.Assistant, part);

    /// <summary>Adds a call's result to those before it.</summary>
    /// <param name="result">The result.</param>
    public void AddResult(Part.ToolResult result) => Join(TurnRole.Tool, result);

    private void Join(TurnRole role, Part part)
    {
        if (turns is [.., var last] && last.Role == role)
        {
            last.Parts.Add(part);
        }
        else
        {
            turns.Add((role, [part]));
        }
    }
}
