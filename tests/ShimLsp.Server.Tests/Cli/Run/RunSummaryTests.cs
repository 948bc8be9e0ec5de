using ShimLsp.Server.Cli.Run;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Tests.Cli.Run;

/// <summary>The line after a run.</summary>
public sealed class RunSummaryTests
{
    [Fact]
    public void A_run_without_a_request_cost_nothing() => Check([], 0, 0, "Codex: 0 requests, $0");

    [Fact]
    public void One_request_is_one() => Check([("haiku", 1)], 0.0042, 0, "Codex: 1 request, haiku 1, $0.0042");

    [Fact]
    public void Models_are_ordered_by_their_requests_then_by_name() =>
        Check([("opus", 1), ("haiku", 5), ("gpt", 1)], 1.5, 0.25, "Codex: 7 requests, haiku 5, gpt 1, opus 1, $1.50, saved $0.25");

    [Fact]
    public void Without_prices_it_claims_no_cost() => Check([("local", 2)], 0, 0, "Codex: 2 requests, local 2, no prices known");

    [Fact]
    public void Nothing_is_said_of_a_saving_that_is_not_known() => Check([("haiku", 2)], 0.5, null, "Codex: 2 requests, haiku 2, $0.50");

    private static void Check((string Slug, long Requests)[] decisions, double spent, double? saved, string expected) =>
        RunSummary
            .Line("Codex", new SpendingInfo(decisions.ToDictionary(model => model.Slug, model => model.Requests), spent, saved))
            .Should()
            .Be(expected);
}
