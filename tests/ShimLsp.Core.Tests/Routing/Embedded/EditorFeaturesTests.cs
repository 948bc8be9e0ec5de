using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What a person would name in a task.</summary>
public sealed class EditorFeaturesTests
{
    [Fact]
    public void Names_are_unique_and_as_many_as_figures()
    {
        EditorFeatures.Names.Should().OnlyHaveUniqueItems().And.HaveCount(EditorFeatures.Count);
        ScorerWeights.BuiltIn.Size.Weights.Should().HaveCount(EditorFeatures.Count);
        ScorerWeights.BuiltIn.Depth.Weights.Should().HaveCount(EditorFeatures.FirstShape, "length tells nothing of depth");
        ((Action)(() => EditorFeatures.Fill(Reading.Of("x").Task, new double[EditorFeatures.Count - 1])))
            .Should()
            .Throw<IndexOutOfRangeException>();
        EditorFeatures.Fill(Reading.Of("x").Task, new double[EditorFeatures.Count]);
    }

    [Theory]
    [InlineData("rename x", "SmallEdit", "begins with SmallEdit", "tamed", "shortness")]
    [InlineData("explain what a monad is", "Explaining", "begins with Explaining", "tamed")]
    [InlineData("which is faster?", "Asking", "begins with Asking", "questions", "a question")]
    [InlineData("find the deadlock in a.cs, b.cs and c.cs", "Concurrency", "files", "clauses", "breadth")]
    [InlineData("do this:\n- rename x\n- test it\n- add y", "steps")]
    [InlineData("fix it\n\n```\na\nb\nc\nd\ne\nf\n```", "lines of Code", "any Code")]
    [InlineData("fix it\n\n@@ -1 +1 @@\n-a\n+b", "lines of Diff", "any Diff")]
    [InlineData("fix it\n\npanic: oh no", "lines of Trace", "any Trace")]
    [InlineData("raise the limit from 3 to 5", "numbers")]
    [InlineData("rename x. Then test it. Then write the docs.", "sentences")]
    public void A_task_has_what_it_says(string task, params string[] names) =>
        Of(task).Where(figure => figure.Value > 0).Select(figure => figure.Key).Should().Contain(names);

    [Fact]
    public void A_task_that_says_nothing_has_next_to_nothing() =>
        Of("qwertz")
            .Where(figure => figure.Value > 0)
            .Select(figure => figure.Key)
            .Should()
            .BeSubsetOf([.. TaskShape.All.Select(figure => figure.Name)]);

    [Theory]
    [InlineData(
        "prove it prove it prove it prove it prove it, in a.cs b.cs c.cs d.cs e.cs and all 1 2 3 4 5 6 7, never, ever, always; why? why?"
    )]
    [InlineData("a, b; c, d; e, f; g, h; i, j; k, l; m, n; o, p; q")]
    [InlineData("- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h")]
    public void Figures_are_about_0_to_1(string task) => Of(task).Should().OnlyContain(figure => figure.Value >= 0 && figure.Value <= 2.5);

    [Fact]
    public void A_small_edit_tames_what_it_is_about() =>
        Of("rename the deadlock test")["Concurrency"].Should().BeLessThan(Of("solve the deadlock test")["Concurrency"]);

    [Theory]
    [InlineData("SmallEdit", 1)]
    [InlineData("begins with SmallThing", 1)]
    [InlineData("tamed", 1)]
    [InlineData("Making", 0)]
    [InlineData("Concurrency", -1)]
    [InlineData("begins with Proof", -1)]
    [InlineData("Demand", -1)]
    [InlineData("breadth", -1)]
    [InlineData("words beyond e^3", 0)]
    public void A_feature_has_a_direction(string name, int direction) =>
        EditorFeatures.Direction(EditorFeatures.Names.IndexOf(name)).Should().Be(direction);

    [Fact]
    public void No_shipped_weight_goes_against_its_direction() =>
        EditorFeatures
            .Names.Where(
                (_, i) =>
                    ScorerWeights.BuiltIn.Size.Weights[i] * EditorFeatures.Direction(i) < -1e-4
                    || (i < EditorFeatures.FirstShape && ScorerWeights.BuiltIn.Depth.Weights[i] * EditorFeatures.Direction(i) < -1e-4)
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_weight_that_a_task_has_gets_a_phrase()
    {
        var task = Reading.Of("rename x").Task;
        EditorFeatures.Phrase(EditorFeatures.Names.IndexOf("SmallEdit"), task).Should().Be("a small edit");
        EditorFeatures.Phrase(EditorFeatures.Names.IndexOf("begins with SmallEdit"), task).Should().Be("a small edit");
        EditorFeatures.Phrase(EditorFeatures.Names.IndexOf("Proof"), task).Should().BeNull();
        EditorFeatures.Phrase(EditorFeatures.Names.IndexOf("tamed"), task).Should().BeNull();
    }

    private static Dictionary<string, double> Of(string text)
    {
        var figures = new double[EditorFeatures.Count];
        EditorFeatures.Fill(Reading.Of(text).Task, figures);
        return EditorFeatures.Names.Zip(figures).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
