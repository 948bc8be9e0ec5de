using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Training.Report;

namespace ShimLsp.Training.Tests.Tasks;

/// <summary>
/// What the embedded scorer makes of tasks that nothing was fitted on, of other kinds and another hand, through its public face.
/// </summary>
public sealed class HeldOutTaskTests(TaskFolder folder) : IClassFixture<TaskFolder>
{
    private const double Threshold = RouterSpec.DefaultThreshold;

    // Weak and strong models as catalogs have them: gaps of .10 to .60.
    public static TheoryData<double, double> Pairs =>
        new()
        {
            { 0.85, 0.95 },
            { 0.70, 0.80 },
            { 0.80, 0.95 },
            { 0.50, 0.65 },
            { 0.75, 0.95 },
            { 0.40, 0.60 },
            { 0.55, 0.85 },
            { 0.40, 0.80 },
            { 0.35, 0.95 },
        };

    [Fact]
    public void The_easy_one_of_a_pair_is_safer_with_a_weaker_model() =>
        Share(folder.Tasks.Pairs, pair => Score(pair.Easy, 0.75, 0.95) > Score(pair.Hard, 0.75, 0.95))
            .Should()
            .BeGreaterThanOrEqualTo(0.85);

    [Fact]
    public void Easy_tasks_are_safer_than_hard_ones()
    {
        var scored = folder.Tasks.Test.Select(task => (task.Grade, Score: Score(task.Text, 0.75, 0.95))).ToArray();
        var pairs = scored
            .Where(easy => easy.Grade <= 2)
            .SelectMany(easy => scored.Where(hard => hard.Grade >= 4).Select(hard => easy.Score > hard.Score))
            .ToArray();
        Share(pairs, isInOrder => isInOrder).Should().BeGreaterThanOrEqualTo(0.85);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_easy_one_goes_to_the_weaker_model_and_the_hard_one_to_the_stronger(double weak, double strong) =>
        Share(folder.Tasks.Pairs, pair => Score(pair.Easy, weak, strong) >= Threshold && Score(pair.Hard, weak, strong) < Threshold)
            .Should()
            .BeGreaterThanOrEqualTo(0.60, $"of {weak} and {strong}");

    [Theory]
    [InlineData(0.85, 0.95)]
    [InlineData(0.80, 0.95)]
    [InlineData(0.75, 0.95)]
    [InlineData(0.40, 0.80)]
    [InlineData(0.35, 0.95)]
    public void Put_otherwise_a_task_goes_to_the_same_model(double weak, double strong)
    {
        string[] texts =
        [
            .. folder.Tasks.Test.Select(task => task.Text),
            .. folder.Tasks.Pairs.SelectMany(pair => (string[])[pair.Easy, pair.Hard]),
        ];
        var decided = texts.Select(text => Score(text, weak, strong) >= Threshold).ToArray();
        var flips = Rewording.All.ToDictionary(
            rewording => rewording.Name,
            rewording =>
                texts.Where((text, i) => (Score(rewording.Rewrite(text), weak, strong) >= Threshold) != decided[i]).Count()
                / (double)texts.Length
        );
        flips.Values.Average().Should().BeLessThanOrEqualTo(0.05);
        flips.Where(flip => flip.Key is not "unrelated sentences").Should().OnlyContain(flip => flip.Value <= 0.05);
        flips["unrelated sentences"].Should().BeLessThanOrEqualTo(0.08, "two sentences about something else are more than courtesy");
    }

    // As it comes through the reader: trimmed.
    private static double Score(string text, double weak, double strong) =>
        EmbeddedScorer.Score(new TaskSignal(text.Trim(), false, false, 1), [Model("weak", weak), Model("strong", strong)]).Scores[0].Value;

    private static ModelSpec Model(string slug, double strength) =>
        new()
        {
            Slug = new(slug),
            Model = slug,
            Provider = ModelProvider.Ollama,
            BaseUrl = new("http://127.0.0.1:11434/v1"),
            DisplayName = slug,
            Strength = strength,
            Cost = 1,
        };

    private static double Share<T>(IReadOnlyCollection<T> of, Func<T, bool> which) => of.Count(which) / (double)of.Count;
}
