using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Checking;

namespace ShimLsp.Soak.Tests;

/// <summary>What the checker of gateways that act as one says of a decision.</summary>
public class SharedTruthTests
{
    private const string Task = "task number 1";

    private static readonly TimeSpan Grace = Seconds(2);

    [Fact]
    public void A_decision_by_what_is_in_force_is_not_a_finding() => Check(null, start: 30);

    [Fact]
    public void A_choice_that_another_replica_has_changed() => Check(FindingKind.Stale, start: 30, choice: "fast");

    [Fact]
    public void A_choice_that_was_being_changed()
    {
        var truth = Truth();
        var number = truth.BeginsSwitch("wise", Seconds(25));
        var begun = truth.Begin(0, Seconds(26));
        truth.SwitchAnswered(number, replica: 2, isJoined: true, at: Seconds(27));
        Kinds(truth.Judge(begun, Decided(), null, Seconds(27))).Should().BeEmpty();
        Judge(truth, start: 28).Should().Equal(FindingKind.Stale);
    }

    [Fact]
    public void A_choice_of_others_when_alone() => Check(null, start: 30, choice: "fast", isJoined: false);

    [Fact]
    public void An_own_choice_when_alone() => Check(FindingKind.Stale, start: 30, choice: "fast", isJoined: false, replica: 1);

    [Fact]
    public void A_choice_that_a_replica_knew_before_it_was_alone()
    {
        var truth = Truth();
        Judge(truth, start: 25, replica: 2).Should().BeEmpty();
        Judge(truth, start: 26, replica: 2, choice: "fast", isJoined: false).Should().Equal(FindingKind.Stale);
        truth.BeginsAnew(2);
        Judge(truth, start: 27, replica: 2, choice: "fast", isJoined: false).Should().BeEmpty();
    }

    [Fact]
    public void A_choice_that_nobody_has_answered_may_hold()
    {
        var truth = Truth();
        truth.BeginsSwitch("wise", Seconds(25));
        Judge(truth, start: 30, choice: "wise").Should().BeEmpty();
        Judge(truth, start: 30, choice: "deep").Should().BeEmpty();
        Judge(truth, start: 30, choice: "fast").Should().Equal(FindingKind.Stale);
    }

    [Fact]
    public void A_choice_that_was_made_alone_may_hold_for_all()
    {
        var truth = Truth();
        truth.SwitchAnswered(truth.BeginsSwitch("wise", Seconds(25)), replica: 2, isJoined: false, at: Seconds(26));
        Judge(truth, start: 30, choice: "wise").Should().BeEmpty();
        Judge(truth, start: 31, choice: "deep").Should().BeEmpty();
        Judge(truth, start: 31, replica: 2, choice: "deep", isJoined: false).Should().Equal(FindingKind.Stale);
    }

    [Theory]
    [InlineData("s0", 4, false)]
    [InlineData("s0", 3, true)]
    [InlineData("s1", 3, false)]
    public void A_generation_of_a_session_never_falls(string session, long generation, bool isFound)
    {
        var truth = Truth();
        Judge(truth, start: 25, generation: 4).Should().BeEmpty();
        Judge(truth, start: 26, generation: generation, session: session).Should().Equal(isFound ? [FindingKind.Stale] : []);
    }

    [Fact]
    public void A_catalog_just_before_an_edit_takes_effect() => Check(null, start: 21, version: 0);

    [Fact]
    public void A_catalog_long_after_an_edit() => Check(FindingKind.Stale, start: 30, version: 0);

    [Fact]
    public void A_catalog_from_before_one_that_another_replica_has_used()
    {
        var truth = Truth();
        Judge(truth, start: 20.5, replica: 1).Should().BeEmpty();
        Judge(truth, start: 20.7, replica: 2, version: 0).Should().Equal(FindingKind.Stale);
    }

    [Fact]
    public void A_model_of_another_tenant() => Check(FindingKind.Crossed, start: 30, tenant: "beta");

    [Theory]
    [InlineData("alpha", Task, 1, 21, null)]
    [InlineData("beta", Task, 1, 21, FindingKind.Crossed)]
    [InlineData("alpha", "task number 2", 1, 21, FindingKind.Crossed)]
    [InlineData("alpha", Task, 0, 21, FindingKind.Stale)]
    [InlineData("alpha", Task, 1, 15, FindingKind.Stale)]
    public void Scores_are_of_the_same_tenant_task_version_and_generation(
        string tenant,
        string task,
        int version,
        double at,
        object? expected
    ) =>
        Judge(Truth(), start: 30, scores: new(1, tenant, task, version, Seconds(at)))
            .Should()
            .Equal(expected is FindingKind kind ? [kind] : Array.Empty<FindingKind>());

    [Theory]
    [InlineData(1, 24, 25, true, false)]
    [InlineData(2, 24, 25, true, true)]
    [InlineData(2, 24, 25, false, false)] // something was broken
    [InlineData(2, 30, 31, true, false)] // there was a switch between
    [InlineData(2, 30, 32, true, false)]
    public void A_task_is_classified_once_in_a_generation(int serial, double start, double end, bool wasQuiet, bool isFound)
    {
        var truth = Truth();
        var once = new OncePerGeneration((_, _) => wasQuiet);
        once.Judge(truth, truth.Begin(0, Seconds(23)), new(1, "alpha", Task, 1, Seconds(23.2)), Seconds(23.5)).Should().BeNull();
        truth.SwitchAnswered(truth.BeginsSwitch("auto", Seconds(28)), replica: 0, isJoined: true, at: Seconds(29));
        var found = once.Judge(truth, truth.Begin(1, Seconds(start)), new(serial, "alpha", Task, 1, Seconds(start)), Seconds(end));
        (found?.Kind == FindingKind.Repeated).Should().Be(isFound);
    }

    [Fact]
    public void Scores_tell_their_classification()
    {
        var all = new Classifications();
        for (var serial = 1; serial <= 3; serial++)
        {
            all.Classify("alpha", Task, 1, ["fast", "deep"], 1, Seconds(serial));
        }

        all.Of(0.1 + 2e-8)!.Serial.Should().Be(2);
        all.Of(0.8 + 3e-8)!.Serial.Should().Be(3);
        all.Of(0.8 + 4e-8).Should().BeNull();
        all.Of(0.97).Should().BeNull();
        all.Count("alpha", Task).Should().Be(3);
        all.Count("beta", Task).Should().Be(0);
    }

    /// <summary>
    /// Alpha has fast from second 10, answered by replica 0, and deep from second 20, answered by replica 1, when its catalog is changed
    /// too.
    /// </summary>
    private static SharedTruth Truth()
    {
        var truth = new SharedTruth("alpha", 3, Grace);
        truth.WroteCatalog(Seconds(1));
        truth.WroteKey(Seconds(1));
        truth.SwitchAnswered(truth.BeginsSwitch("auto", Seconds(1)), replica: 0, isJoined: true, at: Seconds(2));
        truth.SwitchAnswered(truth.BeginsSwitch("fast", Seconds(10)), replica: 0, isJoined: true, at: Seconds(11));
        truth.SwitchAnswered(truth.BeginsSwitch("deep", Seconds(20)), replica: 1, isJoined: true, at: Seconds(21));
        truth.WroteCatalog(Seconds(20));
        return truth;
    }

    private static void Check(
        FindingKind? expected,
        double start,
        int replica = 0,
        bool isJoined = true,
        string choice = "deep",
        string tenant = "alpha",
        int version = 1
    ) =>
        Judge(Truth(), start, replica, isJoined, choice, tenant, version)
            .Should()
            .Equal(expected is { } kind ? [kind] : Array.Empty<FindingKind>());

    private static FindingKind[] Judge(
        SharedTruth truth,
        double start,
        int replica = 0,
        bool isJoined = true,
        string choice = "deep",
        string tenant = "alpha",
        int version = 1,
        long generation = 3,
        string session = "s0",
        Classified? scores = null
    ) =>
        Kinds(
            truth.Judge(
                truth.Begin(replica, Seconds(start)),
                Decided(isJoined, choice, tenant, version, generation, session),
                scores,
                Seconds(start + 0.1)
            )
        );

    private static Decided Decided(
        bool isJoined = true,
        string choice = "deep",
        string tenant = "alpha",
        int version = 1,
        long generation = 3,
        string session = "s0"
    ) => new(Task, isJoined, choice, new(tenant, "deep", version), "cache", session, generation);

    private static FindingKind[] Kinds(IEnumerable<Fault> faults) => [.. faults.Select(fault => fault.Kind)];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
