using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Bench.Simulation;

/// <summary>The gateways behind their balancer. Each decides as a session of the server does, by the router's own cache.</summary>
internal sealed class Fleet
{
    private const int MostUnchecked = 1_000;
    private const string Scorer = "classifier/haiku";

    private readonly Scenario scenario;
    private readonly Catalog catalog;
    private readonly Agenda agenda;
    private readonly StalenessChecker checker;
    private readonly SharedStore? shared;
    private readonly Replica[] replicas;
    private readonly Dice dice;
    private readonly List<WaitingRequest> answered = [];
    private Classification? wanted; // by the look-up that runs now

    /// <summary>Starts the gateways.</summary>
    /// <param name="scenario">How they work together.</param>
    /// <param name="catalog">The catalog of every developer.</param>
    /// <param name="clock">The time.</param>
    /// <param name="agenda">Where the ends of classifications are entered.</param>
    /// <param name="checker">Checks each decision.</param>
    public Fleet(Scenario scenario, Catalog catalog, SimulatedClock clock, Agenda agenda, StalenessChecker checker)
    {
        (this.scenario, this.catalog, this.agenda, this.checker) = (scenario, catalog, agenda, checker);
        shared = scenario.IsSharing ? new SharedStore(scenario.Sample) : null;
        replicas = [.. Enumerable.Range(0, scenario.Replicas).Select(_ => new Replica(scenario.ScaledSessions, clock))];
        dice = Dice.Of(scenario.Seed, -1);
    }

    /// <summary>Told of a decision, when its request is answered.</summary>
    public Action<AgentRun> Answered { get; set; } = _ => { };

    /// <summary>What replicas share; null for nothing.</summary>
    public SharedStore? Shared => shared;

    /// <summary>The gateways.</summary>
    public IReadOnlyList<Replica> Replicas => replicas;

    /// <summary>Decisions from a gateway's own cache.</summary>
    public long Own { get; private set; }

    /// <summary>Decisions from scores that another gateway had stored.</summary>
    public long FromShared { get; private set; }

    /// <summary>Decisions that waited for another request's classification.</summary>
    public long Coalesced { get; private set; }

    /// <summary>Classifications.</summary>
    public long Classifications { get; private set; }

    /// <summary>Makes a decision.</summary>
    /// <param name="run">The run that asks.</param>
    public void Route(AgentRun run)
    {
        var owner = run.Prompt.Owner;
        var expected = checker.VersionOf(owner);
        var key = RouteKey.Of(
            new TaskSignal(run.Prompt.Text, HasImages: false, HasTools: true, InputTokens: 2),
            catalog.Candidates,
            Scorer,
            catalog.Fingerprint
        );
        var (generation, stored) = shared is null ? (1, null) : shared.Read(owner, key);
        var session = Choose(owner).Of(owner, generation);
        if (shared is not null && session.Generation < generation)
        {
            session.Begin(generation);
        }

        wanted = null;
        var isStored = false;
        var answer = session.Cache.GetOrScoreAsync(
            key,
            session.Generation,
            _ =>
            {
                if (stored is not null)
                {
                    isStored = true;
                    return new(stored);
                }

                wanted = new Classification(run.Prompt, key, session.Generation, checker.VersionOf(owner));
                var leased = shared?.Lease(wanted) ?? wanted;
                session.Join(leased);
                if (leased != wanted)
                {
                    wanted = null;
                }

                return leased.Scoring();
            },
            CancellationToken.None
        );

        if (!answer.IsCompleted)
        {
            Wait(session.Running(key), new(run, expected, answer));
            return;
        }

        FromShared += isStored ? 1 : 0;
        Own += isStored ? 0 : 1;
        End(new(run, expected, answer));
    }

    /// <summary>A developer's state changes, by a call to one of the gateways.</summary>
    /// <param name="owner">Whose.</param>
    public void Change(Developer owner)
    {
        var next = shared?.Begin(owner);
        var session = Choose(owner).Of(owner, next ?? 1);
        session.Begin(next ?? session.Generation + 1);
        checker.Changed(owner);
    }

    /// <summary>Every gateway reads a new catalog, so that every session begins a generation.</summary>
    /// <param name="developers">All developers.</param>
    public void Rollout(IEnumerable<Developer> developers)
    {
        foreach (var owner in developers)
        {
            var next = shared?.Begin(owner);
            foreach (var replica in replicas)
            {
                if (replica.Find(owner) is { } session)
                {
                    session.Begin(next ?? session.Generation + 1);
                }
            }

            checker.Changed(owner);
        }
    }

    /// <summary>Has all decisions checked that have been answered.</summary>
    public void CheckAll()
    {
        foreach (var (run, expected, answer) in answered)
        {
            checker.Check(run.Prompt, expected, answer.AsTask().GetAwaiter().GetResult().Scoring);
        }

        answered.Clear();
    }

    private void Wait(Classification classification, WaitingRequest request)
    {
        classification.Waiting.Add(request);
        if (classification != wanted)
        {
            Coalesced++;
            return;
        }

        Classifications++;
        agenda.In(scenario.Traffic.Classifying, () => Land(classification));
    }

    private void Land(Classification classification)
    {
        var scoring = classification.Sign();
        shared?.Store(classification, scoring);
        classification.End(scoring);
        foreach (var session in classification.Joined)
        {
            session.Leave(classification);
        }

        foreach (var request in classification.Waiting)
        {
            End(request);
        }
    }

    private void End(WaitingRequest request)
    {
        // Who waited for a classification has the answer when a thread of the pool has run. Nothing depends on when that is.
        answered.Add(request);
        if (answered.Count >= MostUnchecked)
        {
            CheckAll();
        }

        Answered(request.Run);
    }

    private Replica Choose(Developer owner) =>
        scenario.IsSticky ? replicas[owner.Id % replicas.Length] : replicas[dice.Below(replicas.Length)];
}
