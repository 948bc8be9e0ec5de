using System.Runtime.InteropServices;
using ShimLsp.Core.Conversation.Acting;

namespace ShimLsp.Core.Routing.Escalation;

/// <summary>Goes through the calls of a task, and says whether the model is stuck at their end.</summary>
internal static class StuckWatch
{
    /// <summary>Says it; null if the model is not stuck.</summary>
    /// <param name="list">The calls, oldest first.</param>
    public static Stuck? Of(List<ToolStep> list)
    {
        var steps = CollectionsMarshal.AsSpan(list);
        Stuck? stuck = null;
        var (from, passedFrom) = (0, 0); // where counting begins: behind the last progress, or the last sign
        for (var at = 0; at < steps.Length; at++)
        {
            if (IsProgress(steps, from, at, out var isPassed))
            {
                (stuck, from, passedFrom) = (null, at + (isPassed ? 1 : 0), isPassed ? at + 1 : passedFrom);
            }

            if (Sign(steps, from, passedFrom, at) is var (sign, times))
            {
                stuck = new(sign, times, steps[at].Round == steps[^1].Round);
                (from, passedFrom) = (at + 1, at + 1);
            }
        }

        return stuck;
    }

    private static (StuckSign Sign, int Times)? Sign(ReadOnlySpan<ToolStep> steps, int from, int passedFrom, int at)
    {
        var step = steps[at];
        var recent = steps[Math.Min(from, at)..(at + 1)];
        var sincePass = steps[Math.Min(passedFrom, at)..(at + 1)];
        return step.Outcome == StepOutcome.Refused && Refusals(recent) is >= StuckFigures.Refusals and var refused
                ? (StuckSign.Refusals, refused)
            : step.Kind == StepKind.Edit && Reversals(sincePass) is >= StuckFigures.Reversals and var reversed
                ? (StuckSign.Reversals, reversed)
            : step is { Kind: StepKind.Test, Outcome: StepOutcome.Failed }
            && FailedTests(recent, isSame: true) is >= StuckFigures.SameTests and var same
                ? (StuckSign.SameTests, same)
            : step is { Kind: StepKind.Test, Outcome: StepOutcome.Failed }
            && FailedTests(sincePass, isSame: false) is >= StuckFigures.FailedTests and var failed
                ? (StuckSign.FailedTests, failed)
            : step is { Outcome: StepOutcome.Failed, Error: not 0 }
            && SameErrors(recent, out var isOneCall) is var errors
            && errors >= (isOneCall ? StuckFigures.SameError : StuckFigures.SameErrorOfAny)
                ? (StuckSign.SameError, errors)
            : step is { Kind: not (StepKind.Wait or StepKind.Other), Outcome: not StepOutcome.Unknown }
            && SameCalls(recent) is >= StuckFigures.SameCall and var calls
                ? (StuckSign.SameCall, calls)
            : step.Kind == StepKind.Look && Looks(recent) is >= StuckFigures.Looks and var looks ? (StuckSign.Looks, looks)
            : null;
    }

    /// <summary>Whether a step shows progress: tests pass, the error is another one after an edit, or much is new.</summary>
    private static bool IsProgress(ReadOnlySpan<ToolStep> steps, int from, int at, out bool isPassed)
    {
        var step = steps[at];
        isPassed = step is { Kind: StepKind.Test, Outcome: StepOutcome.Fine };
        return isPassed || (step.Error != 0 && HasAnotherErrorAfterEdit(steps, from, at)) || IsNewGround(steps, at);
    }

    private static bool HasAnotherErrorAfterEdit(ReadOnlySpan<ToolStep> steps, int from, int at)
    {
        var hasEdit = false;
        for (var i = at - 1; i >= from; i--)
        {
            hasEdit |= steps[i] is { Kind: StepKind.Edit, Outcome: StepOutcome.Fine };
            if (steps[i].Error != 0 && steps[i].Kind == steps[at].Kind)
            {
                return hasEdit && steps[i].Error != steps[at].Error && !CameBefore(steps[from..i], steps[at].Error);
            }
        }

        return false;
    }

    private static bool CameBefore(ReadOnlySpan<ToolStep> steps, int error)
    {
        foreach (var step in steps)
        {
            if (step.Error == error)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNewGround(ReadOnlySpan<ToolStep> steps, int at)
    {
        for (var i = at; i > at - StuckFigures.NewGround; i--)
        {
            if (
                i < 0
                || steps[i].Outcome != StepOutcome.Fine
                || steps[i].Kind is StepKind.Look or StepKind.Wait or StepKind.Other
                || IsRepeated(steps, i)
            )
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRepeated(ReadOnlySpan<ToolStep> steps, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (steps[i].Call == steps[at].Call)
            {
                return true;
            }
        }

        return false;
    }

    private static int SameCalls(ReadOnlySpan<ToolStep> steps)
    {
        var (count, round) = (0, -1);
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (IsSame(steps[i], steps[^1]))
            {
                (count, round) = steps[i].Round == round ? (count, round) : (count + 1, steps[i].Round);
            }
            else if (steps[i] is { Kind: StepKind.Edit or StepKind.Run, Outcome: StepOutcome.Fine } && IsSingle(steps, i))
            {
                break; // something changed: the call may find something else
            }
        }

        return count;
    }

    private static bool IsSame(in ToolStep one, in ToolStep other) => one.Call == other.Call && one.Result == other.Result;

    private static bool IsSingle(ReadOnlySpan<ToolStep> steps, int at)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (i != at && IsSame(steps[i], steps[at]))
            {
                return false;
            }
        }

        return true;
    }

    private static int SameErrors(ReadOnlySpan<ToolStep> steps, out bool isOneCall)
    {
        isOneCall = true;
        var (count, round) = (0, -1);
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var step = steps[i];
            if (step.Error == steps[^1].Error && step.Kind == steps[^1].Kind)
            {
                isOneCall &= step.Call == steps[^1].Call;
                (count, round) = step.Round == round ? (count, round) : (count + 1, step.Round);
            }
            else if (step.Outcome == StepOutcome.Fine && step.Kind == steps[^1].Kind)
            {
                break;
            }
        }

        return count;
    }

    private static int FailedTests(ReadOnlySpan<ToolStep> steps, bool isSame)
    {
        var (count, hasEdit) = (1, false);
        for (var i = steps.Length - 2; i >= 0; i--)
        {
            hasEdit |= steps[i] is { Kind: StepKind.Edit, Outcome: StepOutcome.Fine };
            if (
                hasEdit
                && steps[i] is { Kind: StepKind.Test, Outcome: StepOutcome.Failed }
                && (!isSame || steps[i].Error == steps[^1].Error)
            )
            {
                (count, hasEdit) = (count + 1, false);
            }
        }

        return count;
    }

    private static int Reversals(ReadOnlySpan<ToolStep> steps)
    {
        var count = 0;
        for (var i = 1; i < steps.Length; i++)
        {
            count += IsReversal(steps[..(i + 1)]) ? 1 : 0;
        }

        return IsReversal(steps) ? count : 0;
    }

    private static bool IsReversal(ReadOnlySpan<ToolStep> steps)
    {
        var last = steps[^1];
        if (last is not { Kind: StepKind.Edit, Outcome: StepOutcome.Fine } || last.After == 0)
        {
            return false;
        }

        var differs = false; // a file that is written again as it is goes nowhere, and not back
        for (var i = steps.Length - 2; i >= 0; i--)
        {
            var step = steps[i];
            if (step is not { Kind: StepKind.Edit, Outcome: StepOutcome.Fine } || step.Target != last.Target)
            {
                continue;
            }

            if (last.Before == 0 ? differs && step.After == last.After : step.After == last.Before && step.Before == last.After)
            {
                return true;
            }

            differs |= step.After != last.After;
        }

        return false;
    }

    private static int Refusals(ReadOnlySpan<ToolStep> steps)
    {
        var (count, round) = (0, -1);
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].Tool != steps[^1].Tool)
            {
                continue;
            }

            if (steps[i].Outcome != StepOutcome.Refused)
            {
                break;
            }

            (count, round) = steps[i].Round == round ? (count, round) : (count + 1, steps[i].Round);
        }

        return count;
    }

    /// <summary>How many calls in a row only looked. One that looks at what was seen before counts three times.</summary>
    private static int Looks(ReadOnlySpan<ToolStep> steps)
    {
        var count = 0;
        for (var i = steps.Length - 1; i >= 0 && steps[i].Kind == StepKind.Look; i--)
        {
            count += IsRepeated(steps, i) ? 3 : 1;
        }

        return count;
    }
}
