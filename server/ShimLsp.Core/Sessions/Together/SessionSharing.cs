using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>
/// Keeps a session in step with the sessions of the same tenant and workspace in other gateways. What changes here is told in order, under
/// the session's lock. What changed there is read before every decision, and applied before it. Thread-safe.
/// </summary>
/// <remarks>
/// <c>known</c> is the shared generation that the session is of. What is read answers the question whether it still is, only if nothing was
/// told since the question was put: <c>steps</c> counts what was told.
/// </remarks>
/// <param name="port">What is shared.</param>
/// <param name="clock">The session's clock.</param>
/// <param name="writing">The session's lock.</param>
/// <param name="now">The session now.</param>
/// <param name="follow">Begins a generation that others began, with their choice, or null for the same. Called under the lock.</param>
/// <param name="health">Takes over what others know of the models' health.</param>
internal sealed class SessionSharing(
    ISharedSession port,
    TimeProvider clock,
    Lock writing,
    Func<SessionSnapshot> now,
    Action<ModelSlug?> follow,
    SharingHealth health
)
{
    // Each turn that fails means that somebody changed something meanwhile.
    private const int MostTurns = 64;

    private Task settled = Task.CompletedTask;
    private Untold? untold;
    private long known;
    private long highest; // that was ever read or told: a lower one in the store means that it has lost what it had
    private long steps;
    private long? chosenAt;
    private long choiceTime; // of the session's choice, by the store's clock; 0 if not known. An earlier one there is one that was lost
    private bool isSeeded;

    /// <summary>Looks again at the files that the session depends on.</summary>
    public Action LookAgain { get; set; } = static () => { };

    /// <summary>Tells the others of a change. Call it under the session's lock, when the change has been made.</summary>
    /// <param name="choice">The model that was chosen; null if it is not about that.</param>
    /// <param name="age">How long ago it was chosen.</param>
    /// <param name="renewsHealth">Whether every model deserves another try.</param>
    public void Changed(ModelSlug? choice, TimeSpan age, bool renewsHealth)
    {
        if (choice is not null)
        {
            choiceTime = 0;
            chosenAt = clock.GetTimestamp() - (long)(age.TotalSeconds * clock.TimestampFrequency);
        }

        untold = new Untold(choice, choice is null ? null : chosenAt, renewsHealth).After(untold);
        Tell();
    }

    /// <summary>Waits until what was told has been taken, or it is clear that it cannot be at present.</summary>
    public Task SettledAsync()
    {
        lock (writing)
        {
            return settled;
        }
    }

    /// <summary>Tells what could not be told before, if there is anything.</summary>
    public void TellAgain()
    {
        lock (writing)
        {
            TellAgainLocked();
        }
    }

    /// <summary>
    /// Reads what is shared, and brings the session up to it. So a change that others were told of before this is called is in the session
    /// that it returns.
    /// </summary>
    /// <param name="ask">What to ask for, given the session.</param>
    /// <returns>Null if nothing is shared at present.</returns>
    public async ValueTask<Joint?> ReadAsync(Func<SessionSnapshot, SharedQuestion> ask)
    {
        for (var turn = 0; ; turn++)
        {
            var (at, seen, before) = Begin();
            var question = ask(at) with { HealthVersion = seen.HealthVersion };
            var state = await port.ReadAsync(question).ConfigureAwait(false);
            await before.ConfigureAwait(false);
            if (state is null)
            {
                return null;
            }

            var (joint, isBehind) = Judge(state, at, seen);
            if (joint is not null)
            {
                return joint;
            }

            if (isBehind)
            {
                LookAgain();
                CatchUp(state, at, seen);
            }

            if (turn == MostTurns)
            {
                return null;
            }
        }
    }

    private (SessionSnapshot At, Seen Seen, Task Before) Begin()
    {
        lock (writing)
        {
            TellAgainLocked();
            return (now(), new(steps, highest, choiceTime, health.Steps, health.Version), settled);
        }
    }

    private (Joint? Joint, bool IsBehind) Judge(SharedState state, SessionSnapshot at, Seen seen)
    {
        lock (writing)
        {
            if (steps != seen.Steps)
            {
                return (null, false); // something was told since: what was read may be older
            }

            if (state.Generation < seen.Highest || state.ChoiceTime < seen.ChoiceTime || state.HealthVersion < seen.HealthVersion)
            {
                Restore();
                return (null, false);
            }

            if (state.Generation > known)
            {
                return (null, true);
            }

            // An empty store is told of the session even if nothing was chosen: a store that loses what it had then shows it.
            var remembered = now().Selected;
            if (state.Generation == 0 || (!isSeeded && state.Choice is null && remembered is not null))
            {
                isSeeded = true;
                untold = new Untold(remembered, chosenAt, RenewsHealth: false).After(untold);
                Tell();
                return (null, false);
            }

            isSeeded = true;
            health.Learn(state, seen.HealthSteps);
            return state.Generation == known && ReferenceEquals(at, now()) ? (new(at, known, state), false) : (null, false);
        }
    }

    private void CatchUp(SharedState state, SessionSnapshot at, Seen seen)
    {
        lock (writing)
        {
            if (steps != seen.Steps || state.Generation <= known)
            {
                return; // the look at the files has found something, or another request was quicker
            }

            // A choice that was made here and is not told yet may be the newer one.
            var choice =
                state.Choice is { } slug && untold?.Choice is null && now().Selected?.Value != slug
                    ? new ModelSlug(slug)
                    : (ModelSlug?)null;
            if (choice is not null || at.Generation == now().Generation)
            {
                follow(choice);
            }

            if (untold?.Choice is null)
            {
                chosenAt = choice is null ? chosenAt : clock.GetTimestamp();
                choiceTime = state.ChoiceTime;
            }

            known = state.Generation;
            highest = Math.Max(highest, known);
            isSeeded |= state.Choice is not null;
            health.Learn(state, seen.HealthSteps);
        }
    }

    /// <summary>
    /// The store has lost what it had: it is told again. The choice that was made last wins, whichever gateway tells it first.
    /// </summary>
    private void Restore()
    {
        known = -1; // it may have lost changes that this session never saw: the next turn drops what is from before
        untold = new Untold(now().Selected, chosenAt, RenewsHealth: false)
        {
            ChoiceTime = choiceTime > 0 && untold?.Choice is null ? choiceTime : null,
        }.After(untold);
        health.Restore();
        TellAgainLocked();
    }

    private void TellAgainLocked()
    {
        if (untold is not null && settled.IsCompleted)
        {
            Tell();
        }

        health.TellAgain();
    }

    private void Tell()
    {
        steps++;
        var told = untold!;
        settled = TakeAsync(settled, told, port.TellAsync(told.ToChange(highest, clock)));
    }

    private async Task TakeAsync(Task before, Untold told, ValueTask<SharedTold?> telling)
    {
        await before.ConfigureAwait(false); // in their order, each above the one before
        var answer = await telling.ConfigureAwait(false);
        lock (writing)
        {
            if (answer is not { } begun)
            {
                return; // it stays untold
            }

            highest = Math.Max(highest, begun.Generation);
            isSeeded |= told.Choice is not null;
            if (ReferenceEquals(untold, told))
            {
                untold = null;
                choiceTime = told.Choice is not null && begun.IsChosen ? begun.ChoiceTime : choiceTime;
            }

            // An empty store may have lost what others told it: what this session has from before it knew any generation is dropped.
            if (known > 0 && begun.Before == known && (told.Choice is null || begun.IsChosen))
            {
                known = begun.Generation; // else the next request reads what the others have
            }
        }
    }

    private readonly record struct Seen(long Steps, long Highest, long ChoiceTime, long HealthSteps, long HealthVersion);
}
