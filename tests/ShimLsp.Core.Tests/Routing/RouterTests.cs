using System.Collections.Immutable;
using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Strengths;
using ShimLsp.Core.Tests.Support;
using static ShimLsp.Core.Tests.Routing.RouterTable;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The choice, as tables: the models, the threshold, and the expected order.</summary>
public sealed class RouterTests
{
    [Fact]
    public void The_cheapest_that_reaches_the_threshold_wins() =>
        Check(
            """
            cheap   cost 1   score 0.72
            mid     cost 3   score 0.90
            strong  cost 9   score 0.97
            """,
            threshold: 0.70,
            expected: "cheap Chosen, mid Viable, strong Viable"
        );

    [Fact]
    public void A_cheap_one_below_the_threshold_is_passed_over() =>
        Check(
            """
            cheap   cost 1   score 0.69
            mid     cost 3   score 0.90
            strong  cost 9   score 0.97
            """,
            threshold: 0.70,
            expected: "mid Chosen, strong Viable, cheap BelowThreshold"
        );

    [Fact]
    public void A_score_at_the_threshold_reaches_it() =>
        Check(
            """
            cheap   cost 1   score 0.70
            strong  cost 9   score 0.97
            """,
            threshold: 0.70,
            expected: "cheap Chosen, strong Viable"
        );

    [Fact]
    public void Of_a_great_many_each_has_its_own_score()
    {
        ImmutableArray<ModelSpec> models = [.. Enumerable.Range(0, 100).Select(at => TestModels.Of($"m{at}", cost: at))];
        var sheet = new ScoreSheet([.. models.Reverse().Select(model => new Score(model.Slug, model.Cost / 100))], null);
        var choice = Router.Choose(new RoutingPolicy(0.7, null), new Eligibility(models, models, []), sheet);
        choice.Model.Slug.Value.Should().Be("m70");
        choice.Candidates.Should().OnlyContain(candidate => candidate.Score == candidate.Cost / 100);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)] // looked up in a table
    public void A_candidate_names_the_strength_behind_its_score_even_if_it_cannot_be_used(int count)
    {
        ImmutableArray<ModelSpec> models = [.. Enumerable.Range(0, count).Select(at => TestModels.Of($"m{at}", cost: at))];
        var sheet = new ScoreSheet(
            [.. models.Select(model => new Score(model.Slug, 0.9, new(model.Cost / 1_000, StrengthSource.Family)))],
            null
        );
        var choice = Router.Choose(
            new RoutingPolicy(0.7, null),
            new Eligibility(models, models[1..], [new(models[0].Slug, null, 0, Verdict.Rejected, Rejection.Failing)]),
            sheet
        );
        choice.Candidates.Should().HaveCount(count);
        choice
            .Candidates.Should()
            .OnlyContain(candidate => candidate.Strength == new ModelStrength(candidate.Cost / 1_000, StrengthSource.Family));
    }

    [Fact]
    public void A_score_without_a_strength_names_none()
    {
        ImmutableArray<ModelSpec> models = [TestModels.Of("a", 0.5), TestModels.Of("b", 0.9)];
        var sheet = new ScoreSheet([.. models.Select(model => new Score(model.Slug, 0.9))], null);
        Router
            .Choose(new RoutingPolicy(0.7, null), new Eligibility(models, models, []), sheet)
            .Candidates.Should()
            .OnlyContain(candidate => candidate.Strength == null);
    }

    [Fact]
    public void On_equal_cost_the_higher_score_wins() =>
        Check(
            """
            good    cost 1   score 0.80
            better  cost 1   score 0.90
            """,
            threshold: 0.70,
            expected: "better Chosen, good Viable"
        );

    [Fact]
    public void On_equal_cost_and_score_the_slug_decides_by_ordinal() =>
        Check(
            """
            beta   cost 1   score 0.80
            alpha  cost 1   score 0.80
            Zeta   cost 1   score 0.80
            """,
            threshold: 0.70,
            expected: "Zeta Chosen, alpha Viable, beta Viable"
        );

    [Fact]
    public void None_reaches_it_so_the_highest_score_wins() =>
        Check(
            """
            cheap   cost 1   score 0.30
            strong  cost 9   score 0.60
            """,
            threshold: 0.70,
            expected: "strong Chosen, cheap BelowThreshold"
        );

    [Fact]
    public void None_reaches_it_and_scores_are_equal_so_the_cheaper_wins() =>
        Check(
            """
            strong  cost 9   score 0.60
            cheap   cost 1   score 0.60
            b       cost 2   score 0.60
            a       cost 2   score 0.60
            """,
            threshold: 0.70,
            expected: "cheap Chosen, a BelowThreshold, b BelowThreshold, strong BelowThreshold"
        );

    [Fact]
    public void A_threshold_of_zero_is_reached_by_a_score_of_zero() =>
        Check(
            """
            cheap   cost 1   score 0
            strong  cost 9   score 0.9
            """,
            threshold: 0,
            expected: "cheap Chosen, strong Viable"
        );

    [Fact]
    public void A_threshold_of_one_is_reached_by_a_score_of_one() =>
        Check(
            """
            cheap   cost 1   score 0.99
            strong  cost 9   score 1
            """,
            threshold: 1,
            expected: "strong Chosen, cheap BelowThreshold"
        );

    [Fact]
    public void The_rejected_are_always_listed_last_with_their_reasons() =>
        Check(
            """
            a       cost 1   score 0.9   now missingCredential
            b       cost 2   score 0.9   now unauthorized
            c       cost 3   score 0.9
            d       cost 4   score 0.9   now failing
            """,
            threshold: 0.70,
            expected: "c Chosen, a Rejected MissingCredential, b Rejected Unauthorized, d Rejected Failing"
        );

    [Fact]
    public void One_out_of_use_at_the_moment_shows_the_score_it_would_return_with() =>
        Choose(
            Row.Table(
                """
                cheap   cost 1   score 0.8   now rateLimited
                strong  cost 9   score 0.9
                """
            ),
            new(0.70, null)
        )
            .Candidates[1]
            .Should()
            .Be(new Candidate(new("cheap"), 0.8, 1, Verdict.Rejected, Rejection.RateLimited));

    [Theory]
    [InlineData("cheap cost 1 score 0.8\nstrong cost 9 score 0.9", "cheap is the cheapest of 2 that reach 0.70: the test says so")]
    [InlineData("cheap cost 1 score 0.2\nstrong cost 9 score 0.9", "strong is the only one to reach 0.70: the test says so")]
    [InlineData("cheap cost 1 score 0.2\nstrong cost 9 score 0.3", "No model reaches 0.70; strong scores highest: the test says so")]
    [InlineData("cheap cost 1 score 0\nstrong cost 9 score 0", "No usable score: cheap, the cheapest, takes it")]
    public void The_reason_is_one_sentence(string table, string reason) =>
        Choose(Row.Table(table), new(0.70, null)).Reason.Should().Be(reason);

    [Fact]
    public void A_pinned_model_needs_no_score() =>
        Router
            .Pinned(Row.Table("strong cost 9")[0].Model)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Score = (double?)null,
                    Fallback = false,
                    Reason = "Pinned: every task goes to strong",
                }
            );

    [Fact]
    public void The_choice_does_not_depend_on_the_catalogs_order()
    {
        // Few values, so that ties are common.
        var row = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[0, 4], Line);
        Gen.Select(row.Array[1, 7], Gen.Int[0, 4], Gen.Int[0, 7], Gen.Int)
            .Sample(
                (rows, threshold, byDefault, seed) =>
                {
                    var table = Row.Table("always cost 3 score 0.1\n" + string.Join('\n', rows.Select((line, i) => $"m{i} {line}")))
                        .ToArray();
                    var policy = new RoutingPolicy(threshold / 4.0, new($"m{byDefault}"));
                    var choice = Choose([.. table], policy);

                    new Random(seed).Shuffle(table);

                    Viable(Choose([.. table], policy)).Should().Equal(Viable(choice));
                }
            );
    }

    private static string Line(int cost, int score, int health) => $"cost {cost} score 0.{score}{(health == 0 ? " now failing" : "")}";

    private static IEnumerable<Candidate> Viable(Choice choice) =>
        choice.Candidates.Where(candidate => candidate.Verdict != Verdict.Rejected);
}
