using ShimLsp.Core.Models;

namespace ShimLsp.Bench.Simulation;

/// <summary>One day of the developers that are simulated. The same scenario gives the same counts at every run.</summary>
internal sealed class Day
{
    private static readonly TimeSpan Length = TimeSpan.FromDays(1);
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenUpgrades = TimeSpan.FromSeconds(90);

    private readonly Scenario scenario;
    private readonly Traffic traffic;
    private readonly SimulatedClock clock = new();
    private readonly Agenda agenda;
    private readonly StalenessChecker checker;
    private readonly Fleet fleet;
    private readonly Developer[] developers;
    private readonly ZipfLaw repertoire;
    private readonly (long Requests, long Classifications, long Commands)[] slots = new (long, long, long)[(int)(Length / Slot)];

    private long turns;
    private long changes;
    private long mostOpen;
    private (long Classifications, long Commands) counted;

    private Day(Scenario scenario, Catalog catalog)
    {
        this.scenario = scenario;
        traffic = scenario.Traffic;
        agenda = new Agenda(clock);
        checker = new StalenessChecker(scenario.Sample);
        fleet = new Fleet(scenario, catalog, clock, agenda, checker) { Answered = GoOn };
        developers = [.. Enumerable.Range(0, scenario.Sample).Select(id => new Developer(id, Dice.Of(scenario.Seed, id)))];
        repertoire = new ZipfLaw(traffic.Repertoire, traffic.Exponent);
    }

    /// <summary>Simulates it.</summary>
    /// <param name="scenario">What is simulated.</param>
    /// <param name="catalog">The catalog of every developer.</param>
    public static DayCounts Run(Scenario scenario, Catalog catalog)
    {
        // A test runner's context would have a classification's end go on in another thread, at a time of its own.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var day = new Day(scenario, catalog);
            day.Plan();
            day.agenda.Run(Length);
            return day.Counts();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>
    /// One developer of each group of neighbours by rank is simulated. So the few that send much are there in their true share, which a
    /// draw of the same size could miss.
    /// </summary>
    private void Plan()
    {
        var amounts = new ZipfLaw(traffic.Developers, traffic.Exponent).Amounts(traffic.Turns, traffic.MostTurns);
        foreach (var owner in developers)
        {
            var rank = 1 + (int)((owner.Id + owner.Dice.Unit()) * scenario.Scale);
            var sessions = owner.Dice.Rounded(amounts(Math.Min(rank, traffic.Developers)) / traffic.TurnsOfSession);
            for (var number = 0; number < sessions; number++)
            {
                var session = new AgentSession(owner, owner.Dice.Count(traffic.TurnsOfSession));
                agenda.At(Traffic.Begin(owner.Dice), () => Begin(session));
            }

            if (owner.Dice.Falls(traffic.Edits))
            {
                agenda.At(Traffic.Begin(owner.Dice), () => Change(owner));
            }
        }

        agenda.At(traffic.Rollout, Rollout);
        for (var number = 0; number < scenario.Replicas; number++)
        {
            var replica = fleet.Replicas[number];
            agenda.At(traffic.Upgrade + (number * BetweenUpgrades), replica.Restart);
        }
    }

    private void Begin(AgentSession session)
    {
        if (session.Owner.Dice.Falls(traffic.Switches))
        {
            Change(session.Owner);
        }

        Turn(session);
    }

    private void Turn(AgentSession session)
    {
        turns++;
        session.Left--;
        var (owner, dice) = (session.Owner, session.Owner.Dice);
        var prompt =
            session.Open is { } open && dice.Falls(traffic.FollowUps) ? open
            : dice.Falls(traffic.Repeats) ? owner.Again(repertoire.Draw(dice))
            : owner.New();
        session.Open = prompt;
        if (dice.Falls(traffic.SecondAgents))
        {
            Ask(new AgentRun(prompt, dice.Count(traffic.Requests), session: null));
        }

        Ask(new AgentRun(prompt, dice.Count(traffic.Requests), session));
    }

    private void Ask(AgentRun run)
    {
        run.Left--;
        run.Prompt.Owner.Requests++;
        fleet.Route(run);
        ref var slot = ref slots[(int)(clock.Now / Slot)];
        var (classifications, commands) = (fleet.Classifications, fleet.Shared?.Commands ?? 0);
        slot.Requests++;
        slot.Classifications += classifications - counted.Classifications;
        slot.Commands += commands - counted.Commands; // with those of changes and of classifications that ended since the last request
        counted = (classifications, commands);
        if (slot.Requests == 1)
        {
            mostOpen = Math.Max(mostOpen, fleet.Replicas.Sum(replica => (long)replica.Open));
        }
    }

    private void GoOn(AgentRun run)
    {
        var dice = run.Prompt.Owner.Dice;
        if (run.Left > 0)
        {
            agenda.In(dice.Wait(traffic.Calling), () => Ask(run));
        }
        else if (run.Session is { Left: > 0 } session)
        {
            agenda.In(dice.Wait(traffic.Calling) + dice.Wait(traffic.Thinking), () => Turn(session));
        }
    }

    private void Change(Developer owner)
    {
        changes++;
        fleet.Change(owner);
    }

    private void Rollout()
    {
        changes += developers.Length;
        fleet.Rollout(developers);
    }

    private DayCounts Counts()
    {
        fleet.CheckAll();
        return new()
        {
            Active = developers.Count(owner => owner.Requests > 0),
            Turns = turns,
            Requests = developers.Sum(owner => (long)owner.Requests),
            Own = fleet.Own,
            Shared = fleet.FromShared,
            Coalesced = fleet.Coalesced,
            Classifications = fleet.Classifications,
            Changes = changes,
            Stale = checker.Stale,
            Crossed = checker.Crossed,
            Commands = fleet.Shared?.Commands ?? 0,
            Opened = fleet.Replicas.Sum(replica => replica.Opened),
            MostOpen = mostOpen,
            MostEntries = fleet.Shared?.MostEntries ?? 0,
            MostOfOne = fleet.Shared?.MostOfOne ?? 0,
            ByDeveloper = [.. developers.Select(owner => owner.Requests).OrderDescending()],
            Peak = (slots.Max(slot => slot.Requests), slots.Max(slot => slot.Classifications), slots.Max(slot => slot.Commands)),
        };
    }
}
