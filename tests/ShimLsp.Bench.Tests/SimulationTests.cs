using ShimLsp.Bench.Simulation;
using ShimLsp.Core.Models;

namespace ShimLsp.Bench.Tests;

/// <summary>A simulated day: equal at every run, never stale if gateways share, and alike whether all are simulated or a part.</summary>
public class SimulationTests
{
    private static readonly Catalog Catalog = CatalogParser
        .Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models.json")))
        .Catalog!;

    [Fact]
    public void Two_runs_with_one_seed_print_the_same_bytes_and_another_seed_prints_others()
    {
        string[] small = ["--developers", "20000", "--sample", "1000", "--replicas", "4", "--seed"];
        var first = Printed([.. small, "7"]);
        Printed([.. small, "7"]).Should().Be(first);
        Printed([.. small, "8"]).Should().NotBe(first);
    }

    [Theory]
    [InlineData("a developer's own gateway, alone", true, false, false)]
    [InlineData("a developer's own gateway, sharing", true, true, false)]
    [InlineData("any gateway, sharing", false, true, false)]
    [InlineData("any gateway, alone: the checker sees what is stale", false, false, true)]
    public void Only_gateways_that_know_nothing_of_each_other_are_stale(string name, bool isSticky, bool isSharing, bool isStale)
    {
        var counts = Day.Run(Small with { IsSticky = isSticky, IsSharing = isSharing, Replicas = 3 }, Catalog);
        counts.Changes.Should().BeGreaterThan(1_000);
        (counts.Stale > 0).Should().Be(isStale, name);
        counts.Crossed.Should().Be(0);
        (counts.Own + counts.Shared + counts.Coalesced + counts.Classifications).Should().Be(counts.Requests);
    }

    [Fact]
    public void Three_gateways_that_share_hit_as_often_as_one()
    {
        var one = Day.Run(Small with { Replicas = 1, IsSharing = false }, Catalog);
        var three = Day.Run(Small with { Replicas = 3, IsSharing = true }, Catalog);
        three.Classifications.Should().BeLessThanOrEqualTo(one.Classifications, "no gateway classifies what another has");
        three.HitRate.Should().BeApproximately(one.HitRate, 0.01);
        three.Commands.Should().BeGreaterThan(three.Requests, "each route reads once");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sample_stands_for_all(bool isSharing)
    {
        var all = Small with { Replicas = 4, Sessions = 1_000, IsSharing = isSharing, Sample = 8_000 };
        var whole = Day.Run(all, Catalog);
        var part = Day.Run(all with { Sample = 1_000 }, Catalog);
        part.HitRate.Should().BeApproximately(whole.HitRate, 0.01);
        Each(part, part.Requests).Should().BeApproximately(Each(whole, whole.Requests), 0.1 * Each(whole, whole.Requests));
        Each(part, part.Opened).Should().BeApproximately(Each(whole, whole.Opened), 0.1 * Each(whole, whole.Opened));
    }

    [Fact]
    public void Scores_that_are_not_the_tasks_own_are_found()
    {
        var (alice, bob) = (new Developer(0, new Dice(1)), new Developer(1, new Dice(2)));
        var checker = new StalenessChecker(2);
        var (task, repeated) = (alice.New(), alice.Again(3));
        checker.Changed(alice);
        checker.Check(task, 1, StalenessChecker.Sign(task, 1));
        checker.Check(repeated, 1, StalenessChecker.Sign(repeated, 1));
        (checker.Stale, checker.Crossed, checker.Checked).Should().Be((0, 0, 2));
        checker.Check(task, 1, StalenessChecker.Sign(task, 0));
        checker.Stale.Should().Be(1);
        checker.Check(task, 1, StalenessChecker.Sign(bob.New(), 1));
        checker.Check(task, 1, StalenessChecker.Sign(repeated, 1));
        checker.Crossed.Should().Be(2);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void The_amounts_of_a_law_have_its_mean_and_its_limit(double exponent)
    {
        var amounts = new ZipfLaw(100_000, exponent).Amounts(mean: 20, most: 1_000);
        var all = Enumerable.Range(1, 100_000).Select(amounts).ToArray();
        all.Average().Should().BeApproximately(20, 0.001);
        all.Max().Should().BeLessThanOrEqualTo(1_000);
        all.Should().BeInDescendingOrder();
    }

    [Theory]
    [InlineData("--developers")]
    [InlineData("--developers", "0")]
    [InlineData("--developers", "many")]
    [InlineData("--seeds", "1")]
    public void A_wrong_command_line_is_refused(params string[] words) => SimulateBench.Run(words, TextWriter.Null).Should().Be(2);

    private static Scenario Small =>
        new()
        {
            Traffic = new Traffic { Developers = 8_000 },
            Sample = 2_000,
            Seed = 3,
            Replicas = 3,
            IsSticky = false,
            IsSharing = true,
            Sessions = int.MaxValue,
        };

    private static double Each(DayCounts counts, long of) => (double)of / counts.Active;

    private static string Printed(string[] words)
    {
        using var output = new StringWriter();
        SimulateBench.Run(words, output).Should().Be(0);
        return output.ToString();
    }
}
