using ShimLsp.Server.Cli.Run;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Tests.Cli.Run;

/// <summary>The line after a run.</summary>
public sealed class RunSummaryTests
{
    [Fact]
    public void A_run_without_a_turn_cost_nothing() => Check([], 0, 0, "Codex: 0 turns, $0");

    [Fact]
    public void One_turn_is_one() => Check([("haiku", 1)], 0.0042, 0, "Codex: 1 turn, haiku 1, $0.0042");

    [Fact]
    public void Models_are_ordered_by_their_turns_then_by_name() =>
        Check([("opus", 1), ("haiku", 5), ("gpt", 1)], 1.5, 0.25, "Codex: 7 turns, haiku 5, gpt 1, opus 1, $1.50, saved $0.25");

    [Fact]
    public void Without_prices_it_claims_no_cost() => Check([("local", 2)], 0, 0, "Codex: 2 turns, local 2, no prices known");

    private static void Check((string Slug, long Turns)[] decisions, double spent, double saved, string expected) =>
        RunSummary
            .Line(
                "Codex",
                new StatsInfo
                {
                    Generation = 1,
                    Active = "auto",
                    Entries = 0,
                    Capacity = 0,
                    Requests = 0,
                    Hits = 0,
                    Misses = 0,
                    Coalesced = 0,
                    Bypassed = 0,
                    Evictions = 0,
                    Expired = 0,
                    Invalidations = new Dictionary<string, long>(),
                    Classifier = new(0, 0, 0, 0, new(0, 0)),
                    Decisions = decisions.ToDictionary(model => model.Slug, model => model.Turns),
                    Fallbacks = 0,
                    Savings = new(spent, spent + saved, 0, saved),
                    Recent = [],
                }
            )
            .Should()
            .Be(expected);
}
