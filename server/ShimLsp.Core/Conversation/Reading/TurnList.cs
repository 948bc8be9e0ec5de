using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// The turns of a conversation while it is read. Calls that come as items of their own go into one turn, and so do their results: each
/// provider's shape can be written from that.
/// </summary>
internal sealed class TurnList
{
    private readonly List<(TurnRole Role, List<Part> Parts)> turns = [];
    private readonly Dictionary<string, (JsonElement Carried, string Origin)> ofCalls = new(StringComparer.Ordinal);
    private readonly List<Part> returned = []; // of the assistant's message that is being read

    /// <summary>Whether nothing that a model can read has been added: thoughts alone are not a conversation.</summary>
    public bool IsEmpty => turns.TrueForAll(turn => turn.Parts.TrueForAll(part => part is Part.Reasoning));

    /// <summary>The turns.</summary>
    public ImmutableArray<Turn> ToTurns() => [.. turns.Select(turn => new Turn(turn.Role, [.. turn.Parts.Select(WithReturned)]))];

    /// <summary>
    /// Takes thoughts that came behind what was said after them: a client keeps them there. They go in front of the assistant's turn, as
    /// their provider had them.
    /// </summary>
    /// <param name="thoughts">The thoughts.</param>
    public void Return(IEnumerable<Part> thoughts) => returned.AddRange(thoughts);

    /// <summary>Takes what a provider wants back with a call.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="carried">What it wants back.</param>
    /// <param name="origin">The provider.</param>
    public void Return(string callId, JsonElement carried, string origin) => ofCalls[callId] = (carried, origin);

    /// <summary>Puts the thoughts that were taken in front of the assistant's turn that was read last.</summary>
    public void PutReturned()
    {
        if (turns is [.., { Role: TurnRole.Assistant } last])
        {
            last.Parts.InsertRange(0, returned);
        }
        else if (returned.Count > 0)
        {
            turns.Add((TurnRole.Assistant, [.. returned]));
        }

        returned.Clear();
    }

    /// <summary>Adds a turn, unless it is empty.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="parts">Its parts.</param>
    public void Add(TurnRole role, List<Part> parts)
    {
        if (role == TurnRole.Assistant && turns is [.., var last] && last.Role == role && Continues(last.Parts))
        {
            last.Parts.AddRange(parts);
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

    /// <summary>
    /// Whether what is said next belongs to the same turn: results have to follow the turn that has the calls, and thoughts stand before
    /// what was said after them.
    /// </summary>
    private static bool Continues(List<Part> parts) =>
        parts.Exists(part => part is Part.ToolCall) || parts.TrueForAll(part => part is Part.Reasoning);

    private Part WithReturned(Part part) =>
        part is Part.ToolCall call && ofCalls.TryGetValue(call.Id, out var returned)
            ? call with
            {
                Carried = returned.Carried,
                Origin = returned.Origin,
            }
            : part;

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
