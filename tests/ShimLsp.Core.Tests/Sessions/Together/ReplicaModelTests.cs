using CsCheck;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>
/// Random steps of several gateways over one store, against the plain truth: the model that was switched to last is the one that a later
/// route takes, wherever it arrives, and no scores from before a change are served after it.
/// </summary>
public sealed class ReplicaModelTests
{
    private static readonly string[] Slugs = ["auto", "cheap", "strong"];

    private static readonly Gen<(Act Act, int Gateway, int Pick)> Step = Gen.Select(
        Gen.Enum<Act>(),
        Gen.Int[0, 2],
        Gen.Int[0, 2],
        (act, gateway, pick) => (act, gateway, pick)
    );

    private enum Act
    {
        Route,
        Route2,
        Switch,
        Invalidate,
        Edit,
        Fail,
        Cut,
        Join,
        Lose,
        Wait,
    }

    [Fact]
    public void After_an_answered_change_no_joined_gateway_decides_by_what_was_before() =>
        Step.Array[1, 40].Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: 2_000);

    private static async Task RunAsync((Act Act, int Gateway, int Pick)[] steps)
    {
        using var world = new Replicas(count: 3, hasClassifier: false);
        var truth = new Truth(3);
        foreach (var (act, at, pick) in steps)
        {
            var session = world.Sessions[at];
            switch (act)
            {
                case Act.Switch:
                    await Replicas.SwitchAsync(session, Slugs[pick]);
                    truth.Changed(at, Slugs[pick]);
                    break;
                case Act.Invalidate:
                    session.Session.Invalidate();
                    await session.Session.ToldAsync();
                    truth.Changed(at, choice: null);
                    break;
                case Act.Edit:
                    session.Session.Adopt(session.Session.Snapshot.CatalogState with { }, InvalidationCause.CatalogChanged);
                    await session.Session.ToldAsync();
                    truth.Changed(at, choice: null);
                    break;
                case Act.Fail:
                    session.Report("cheap", 429, retryAfter: 5);
                    session.Report("cheap", 200);
                    break;
                case Act.Cut:
                    await session.Session.FreshenAsync(); // what it knows of when it is cut
                    world.Ports[at].Cut = StorePort.Everything;
                    truth.IsCut[at] = true;
                    break;
                case Act.Join:
                    world.Ports[at].Join();
                    await session.Session.ToldAsync();
                    truth.Joined(at);
                    break;
                case Act.Lose when !truth.IsCut.Contains(true):
                    world.Store.Lose(); // and every gateway still knows
                    truth.Lost();
                    foreach (var other in world.Sessions)
                    {
                        await other.Session.FreshenAsync();
                    }

                    break;
                case Act.Wait:
                    world.Advance(TimeSpan.FromSeconds(1));
                    break;
                default:
                    await RouteAsync(session, at, truth, $"task {pick}");
                    break;
            }

            world.Advance(TimeSpan.FromMilliseconds(10)); // no two changes are of the same moment
        }

        for (var at = 0; at < 3; at++)
        {
            world.Ports[at].Join();
            await world.Sessions[at].Session.ToldAsync();
            truth.Joined(at);
        }

        for (var at = 0; at < 3; at++)
        {
            await RouteAsync(world.Sessions[at], at, truth, "the last");
        }
    }

    private static async Task RouteAsync(TestSession session, int at, Truth truth, string task)
    {
        var decision = await session.DecideAsync(task);
        var expected = truth.ActiveOf(at);
        var shown = decision.Source is DecisionSource.Pinned ? decision.Model.Slug.Value : "auto";
        shown.Should().Be(expected, "gateway {0} knows of it", at);
        if (decision.Source is DecisionSource.Cache)
        {
            truth.MayBeCached(at, task).Should().BeTrue("gateway {0} has not scored {1} since the last change", at, task);
        }

        if (decision.Source is DecisionSource.Single)
        {
            truth.Read(at, task);
        }
        else if (decision.Source is not DecisionSource.Pinned)
        {
            truth.Has(at, task, isNew: decision.Source is not DecisionSource.Cache);
        }
    }

    /// <summary>What is true: for the joined gateways together, and for each that is alone.</summary>
    private sealed class Truth(int count)
    {
        private readonly (string Choice, long Time)[] own = [.. Enumerable.Repeat(("auto", 0L), count)];
        private readonly HashSet<string>[] cached = [.. Enumerable.Range(0, count).Select(_ => new HashSet<string>())];
        private readonly HashSet<string> together = [];
        private readonly long[] seen = new long[count];
        private readonly bool[] hasChanged = new bool[count];
        private (string Choice, long Time) all = ("auto", 0);
        private long generation;
        private long time;

        public bool[] IsCut { get; } = new bool[count];

        public void Changed(int at, string? choice)
        {
            time++;
            if (IsCut[at])
            {
                hasChanged[at] = true;
                cached[at].Clear();
                own[at] = choice is null ? own[at] : (choice, time);
            }
            else
            {
                all = choice is null ? all : (choice, time);
                Begin();
            }
        }

        public void Joined(int at)
        {
            if (!IsCut[at])
            {
                return;
            }

            IsCut[at] = false;
            all = own[at].Time > all.Time ? own[at] : all;
            if (seen[at] != generation)
            {
                cached[at].Clear(); // others changed something meanwhile
            }

            if (hasChanged[at])
            {
                hasChanged[at] = false;
                Begin(by: at);
            }

            Follow(at);
        }

        /// <summary>The store's scores are gone, those in the gateways may stay.</summary>
        public void Lost() => together.Clear();

        public string ActiveOf(int at) => IsCut[at] ? own[at].Choice : all.Choice;

        /// <summary>A gateway took no scores, but has read those that are shared.</summary>
        public void Read(int at, string task)
        {
            if (!IsCut[at] && together.Contains(task))
            {
                cached[at].Add(task);
            }
        }

        /// <summary>A gateway has a task's scores now. New ones are shared; those in its own cache may be of when it was alone.</summary>
        public void Has(int at, string task, bool isNew)
        {
            cached[at].Add(task);
            if (isNew && !IsCut[at])
            {
                together.Add(task);
            }
        }

        public bool MayBeCached(int at, string task) => cached[at].Contains(task) || (!IsCut[at] && together.Contains(task));

        /// <summary>A generation begins for all.</summary>
        /// <param name="by">The gateway that tells now of what it changed alone. Its scores are of after that change; null for a change
        /// of this moment.</param>
        private void Begin(int? by = null)
        {
            generation++;
            if (by is { } teller)
            {
                seen[teller] = generation;
            }

            together.Clear();
            for (var at = 0; at < own.Length; at++)
            {
                if (!IsCut[at])
                {
                    Follow(at);
                }
            }
        }

        private void Follow(int at)
        {
            own[at] = all;
            if (seen[at] != generation)
            {
                cached[at].Clear();
                seen[at] = generation;
            }
        }
    }
}
