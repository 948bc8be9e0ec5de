using CsCheck;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;
using static ShimLsp.Core.Tests.Routing.EmbeddedScores;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>The embedded scorer's numbers: their range, their order, and that they are the same everywhere.</summary>
public sealed class EmbeddedScoreTests
{
    [Fact]
    public void It_is_the_third_of_its_name() =>
        new EmbeddedScorer().Identity.Should().Be("embedded/3", "scores stored by an earlier version must not be used");

    [Fact]
    public void Scores_rise_with_strength_and_the_strongest_has_exactly_1() =>
        Gen.Select(Word.Array[0, 60], Gen.Double[0, 1].Array[1, 8])
            .Sample(
                (words, strengths) =>
                {
                    ModelSpec[] models = [.. strengths.Order().Select((strength, index) => TestModels.Of($"m{index}", strength))];
                    var scores = Score(string.Join(' ', words), models).Scores.Select(score => score.Value).ToArray();
                    return scores.All(score => score is >= 0 and <= 1) && scores.SequenceEqual(scores.Order()) && scores[^1] == 1;
                },
                iter: 2_000
            );

    [Fact]
    public void Equals_of_the_strongest_have_1_as_well() =>
        Score(
            "prove that this lock-free queue is linearizable",
            [TestModels.Of("a", 0.8), TestModels.Of("b", 0.8), TestModels.Of("c", 0.5)]
        )
            .Scores.Select(score => score.Value == 1)
            .Should()
            .Equal(true, true, false);

    // Published figures: the same on every machine and at every start, or two editors would route one task two ways. New weights, new
    // figures.
    [Theory]
    [InlineData("fix typo in README", 0.8896, 0.9454)]
    [InlineData("implement an LRU cache class in Python", 0.493, 0.712)]
    [InlineData("debug the race condition in the connection pool that deadlocks under load", 0.0164, 0.1387)]
    [InlineData("Which planet is closest to the sun?\nA. Venus\nB. Mercury\nC. Mars\nD. Earth\nAnswer:", 0.729, 0.8591)]
    [InlineData(
        "Ann has 12 apples. She gives a third of them to her brother and eats 2. How many apples does she have left?",
        0.5449,
        0.747
    )]
    public void Scores_are_the_same_everywhere(string task, double tiny, double strong)
    {
        var sheet = Score(task);
        (sheet.Of(new("tiny")), sheet.Of(new("strong"))).Should().Be((tiny, strong));
        Score(task).Should().BeEquivalentTo(sheet);
    }

    [Fact]
    public void Each_score_says_which_strength_it_rests_on()
    {
        ModelSpec[] models =
        [
            TestModels.Of("stated", 0.123456),
            TestModels.Of("known", model: "claude-3-haiku"),
            TestModels.Of("sized", model: "mine:7b"),
            TestModels.Of("nameless", model: "mine"),
        ];
        var strengths = StrengthTable.OfAll([.. models]);
        Score("rename x", models)
            .Scores.Select(score => score.Strength)
            .Should()
            .Equal(
                new ModelStrength(0.123, StrengthSource.Catalog),
                new ModelStrength(strengths[1].Value, StrengthSource.Family),
                new ModelStrength(strengths[2].Value, StrengthSource.Size),
                new ModelStrength(0.6, StrengthSource.Cost)
            );
    }

    [Fact]
    public void It_waits_for_nothing()
    {
        var scoring = new EmbeddedScorer().ScoreAsync(new TaskSignal("t", false, false, 1), [.. TestModels.Sample], default);
        scoring.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void The_price_is_never_seen()
    {
        var dear = TestModels.Sample.Select(model => model with { Cost = 1_000, Pricing = new Pricing(500, null, 500) }).ToArray();
        Score("write a unit test", dear).Should().BeEquivalentTo(Score("write a unit test"));
    }
}
