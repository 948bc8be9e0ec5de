using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Sessions.Feedback;

/// <summary>
/// The verdicts on one session's newest decisions, and the offset that follows from them. Each decision counts once: a second verdict
/// replaces the first. It is in memory only and ends with the session. The cache keeps its entries, because every hit chooses again.
/// Thread-safe.
/// </summary>
public sealed class SessionFeedback
{
    /// <summary>The most decisions that a verdict can be about, the newest.</summary>
    public const int Capacity = 256;

    /// <summary>How soon after a decision a switch to a stronger model says something about it.</summary>
    private static readonly TimeSpan RightAfter = TimeSpan.FromMinutes(5);

    private readonly TimeProvider clock;
    private readonly Func<SessionSnapshot> session;
    private readonly Lock gate = new();
    private readonly List<JudgedDecision> decisions = []; // a ring once it is full; it grows as it fills
    private int oldest; // where the next decision goes once it is full
    private JudgedDecision newest;
    private long newestAt;
    private long since; // the generation in which it began to be about these models
    private FeedbackCounts counts;
    private volatile int steps;

    /// <summary>Begins with no feedback.</summary>
    /// <param name="clock">The session's clock.</param>
    /// <param name="session">The session now.</param>
    internal SessionFeedback(TimeProvider clock, Func<SessionSnapshot> session) => (this.clock, this.session) = (clock, session);

    /// <summary>How far feedback has moved the threshold.</summary>
    public ThresholdOffset Offset => new(steps);

    private double Threshold => Offset.Apply(session().Router.Threshold);

    /// <summary>Takes note of a decision.</summary>
    /// <param name="number">Its number in the session, from 1.</param>
    /// <param name="decision">The decision.</param>
    internal void Note(long number, Decision decision)
    {
        var judged = JudgedDecision.Of(number, decision);
        var now = clock.GetTimestamp();
        lock (gate)
        {
            if (decision.Generation < since)
            {
                return; // it was under way when the models changed
            }

            if (decisions.Count < Capacity)
            {
                decisions.Add(judged);
            }
            else
            {
                decisions[oldest] = judged;
                oldest = (oldest + 1) % Capacity;
            }

            if (number > newest.Number)
            {
                (newest, newestAt) = (judged, now);
            }
        }
    }

    /// <summary>Takes a verdict.</summary>
    /// <param name="id">The decision's id, one of the newest <see cref="Capacity"/>.</param>
    /// <param name="verdict">The verdict. A second one on the same decision replaces the first.</param>
    /// <returns>The threshold from now on; null if there is no such decision.</returns>
    public FeedbackResult? Judge(string id, FeedbackVerdict verdict)
    {
        lock (gate)
        {
            return decisions.FindIndex(decision => decision.Id == id) is >= 0 and var at ? Judge(at, verdict, isInferred: false) : null;
        }
    }

    /// <summary>
    /// Takes a switch to a stronger model, soon after a decision that has no verdict, for the verdict that the chosen one was too weak.
    /// </summary>
    /// <param name="before">The session before the switch.</param>
    /// <param name="to">The model that the person chose.</param>
    internal void Infer(SessionSnapshot before, ModelSlug to)
    {
        if (before.Router.Learning is not Learning.On)
        {
            return;
        }

        lock (gate)
        {
            var at = decisions.FindIndex(decision => decision.Number == newest.Number);
            if (
                at >= 0
                && decisions[at] is { Verdict: null } latest
                && latest.Hinders(FeedbackVerdict.TooWeak) is null
                && clock.GetElapsedTime(newestAt) <= RightAfter
                && before.IsStronger(to, latest.Chosen)
            )
            {
                Judge(at, FeedbackVerdict.TooWeak, isInferred: true);
            }
        }
    }

    /// <summary>Takes all verdicts back: the configured threshold holds. The same decisions can be judged anew.</summary>
    public FeedbackResult Reset()
    {
        lock (gate)
        {
            (steps, counts) = (0, default);
            for (var i = 0; i < decisions.Count; i++)
            {
                decisions[i] = decisions[i].Unjudged();
            }

            return new(Offset, Threshold);
        }
    }

    /// <summary>Forgets all if what the verdicts were about has changed: the models, the scorer or the threshold.</summary>
    /// <param name="before">The session before.</param>
    /// <param name="next">The session after.</param>
    internal void Begin(SessionSnapshot before, SessionSnapshot next)
    {
        lock (gate)
        {
            if ((decisions.Count == 0 && before.Generation == since) || next.JudgesLike(before))
            {
                return;
            }

            since = next.Generation;
            (steps, counts, newest, oldest) = (0, default, default, 0);
            decisions.Clear();
        }
    }

    /// <summary>The verdicts that count now.</summary>
    public FeedbackStats Read()
    {
        lock (gate)
        {
            return new(Offset, Threshold, counts);
        }
    }

    private FeedbackResult Judge(int at, FeedbackVerdict verdict, bool isInferred)
    {
        var decision = decisions[at];
        if (decision.Verdict != verdict || (decision.IsInferred && !isInferred))
        {
            var before = Offset.Plus(-decision.Moved); // a second verdict replaces the first
            var unmoved = decision.Hinders(verdict);
            var after = unmoved is null ? before.Plus(StepsOf(verdict)) : before;
            var moved = after.Steps - before.Steps;
            unmoved ??= moved == 0 && StepsOf(verdict) != 0 ? Unmoved.Bound : null;
            steps = after.Steps;
            counts = counts.Plus(decision.Verdict, decision.IsInferred, -1).Plus(verdict, isInferred, 1);
            decision = decision with { Verdict = verdict, IsInferred = isInferred, Moved = moved, Unmoved = unmoved };
            decisions[at] = decision;
        }

        return new(Offset, Threshold, decision.Unmoved);
    }

    private static int StepsOf(FeedbackVerdict verdict) =>
        verdict switch
        {
            FeedbackVerdict.TooWeak => 1,
            FeedbackVerdict.TooStrong => -1,
            _ => 0,
        };
}
