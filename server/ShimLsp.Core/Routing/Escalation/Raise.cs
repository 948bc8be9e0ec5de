using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Acting;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Routing.Escalation;

/// <summary>A reason to take a stronger model than the scores ask for.</summary>
/// <param name="Why">What happened, in our own words.</param>
/// <param name="IsNew">Whether it happened just now. If not, a model that was raised for it before is strong enough.</param>
/// <param name="At">How many turns the request has, which tells a request from the one before it; 0 if it has none.</param>
internal sealed record Raise(string Why, bool IsNew, int At)
{
    private const string ByPerson = "the person said that it did not work";

    /// <summary>Finds a reason in a request; null for none.</summary>
    /// <param name="signal">What was read of it.</param>
    /// <param name="frame">The request; null if it is a text alone.</param>
    public static Raise? In(TaskSignal signal, in RequestFrame? frame)
    {
        var turns = frame is { Fault: null } given && given.Turns.ValueKind == JsonValueKind.Array ? given.Turns : default;
        var count = turns.ValueKind == JsonValueKind.Array ? turns.GetArrayLength() : 0;
        if (signal.Complaint == Complaint.Latest)
        {
            return new(ByPerson, IsNew: true, count);
        }

        if (count > 0 && StuckWatch.Of(ToolSteps.Read(turns, signal.Since)) is { } stuck)
        {
            return new(stuck.Why, stuck.IsNew && NewestTurn.HoldsOnlyResults(frame!.Value), count);
        }

        return signal.Complaint == Complaint.Earlier ? new(ByPerson, IsNew: false, count) : null;
    }
}
