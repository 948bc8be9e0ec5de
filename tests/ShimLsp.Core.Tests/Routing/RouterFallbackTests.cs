using static ShimLsp.Core.Tests.Routing.RouterTable;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The model that takes a task if no score is usable.</summary>
public sealed class RouterFallbackTests
{
    [Fact]
    public void All_zero_falls_back_to_the_default() =>
        Check(
            """
            cheap   cost 1   score 0
            mid     cost 3   score 0
            strong  cost 9   score 0
            """,
            threshold: 0.70,
            byDefault: "mid",
            isFallback: true,
            expected: "mid Chosen, cheap BelowThreshold, strong BelowThreshold"
        );

    [Fact]
    public void All_zero_and_no_default_falls_back_to_the_cheapest() =>
        Check(
            """
            strong  cost 9   score 0
            cheap   cost 1   score 0
            also    cost 1   score 0
            """,
            threshold: 0.70,
            isFallback: true,
            expected: "also Chosen, cheap BelowThreshold, strong BelowThreshold"
        );

    [Fact]
    public void All_zero_and_the_default_cannot_take_it_falls_back_to_the_cheapest() =>
        Check(
            """
            cheap   cost 1   score 0
            mid     cost 3   score 0   now rateLimited
            strong  cost 9   score 0
            """,
            threshold: 0.70,
            byDefault: "mid",
            isFallback: true,
            expected: "cheap Chosen, strong BelowThreshold, mid Rejected RateLimited"
        );

    [Fact]
    public void A_score_of_one_that_is_out_of_use_does_not_save_the_rest_from_falling_back() =>
        Check(
            """
            cheap   cost 1   score 0
            strong  cost 9   score 1   now failing
            """,
            threshold: 0.70,
            isFallback: true,
            expected: "cheap Chosen, strong Rejected Failing"
        );

    [Fact]
    public void Usable_scores_win_over_the_default() =>
        Check(
            """
            cheap   cost 1   score 0.8
            strong  cost 9   score 0.9
            """,
            threshold: 0.70,
            byDefault: "strong",
            expected: "cheap Chosen, strong Viable"
        );
}
