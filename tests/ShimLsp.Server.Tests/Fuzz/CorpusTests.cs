using ShimLsp.Fuzz;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Targets;

namespace ShimLsp.Server.Tests.Fuzz;

/// <summary>What <c>npm run fuzz</c> has ever found stays mended, and each suite looks a little further by itself.</summary>
public sealed class CorpusTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // what is not linear takes longer, on any machine

    public static TheoryData<string> Targets() => [.. AllTargets.Create().Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_kept_corpus_holds(string name)
    {
        var execution = new Execution(Target(name), Patience);
        var kept = FuzzFolders.Find().Kept.Read(name);
        kept.Should().NotBeEmpty();
        kept.Select(input => (Input: EscapedBytes.Write(input), Failure: execution.Try(input)))
            .Where(tried => tried.Failure is not null)
            .Should()
            .BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_short_run_finds_nothing(string name)
    {
        // One seed, so that it fails always or never. On a busy machine it ends earlier.
        var bounds = new FuzzBounds
        {
            Executions = 2_000,
            Time = TimeSpan.FromSeconds(2),
            Slow = Patience,
        };
        var report = new Fuzzer(Target(name)).Run(FuzzFolders.Find().Kept.Read(name), seed: 20261125, bounds);
        report.Findings.Select(finding => $"{EscapedBytes.Write(finding.Input)} {finding.Failure}").Should().BeEmpty();
    }

    private static IFuzzTarget Target(string name) => AllTargets.Create().Single(target => target.Name == name);
}
