using System.Text.Json;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Tests.Tasks;

/// <summary>The weights that Core embeds are those that the tasks of this repository give, so that the two cannot drift apart.</summary>
public sealed class ShippedWeightsTests(TaskFolder folder) : IClassFixture<TaskFolder>
{
    private const string Retrain = "the tasks, or what is read of them, changed: train again (docs/routing-quality.md)";

    private static readonly EditorHead Shipped = ScorerWeights.BuiltIn.Editor;

    [Fact]
    public void The_weights_of_named_features_follow_from_the_tasks_bit_for_bit()
    {
        for (var i = 0; i < EditorFeatures.Count; i++)
        {
            Bits(Shipped.Weights[i]).Should().Be(Bits((float)folder.Editor.FeatureWeights[i]), $"{EditorFeatures.Names[i]}: {Retrain}");
        }

        Bits(Shipped.Bias).Should().Be(Bits((float)folder.Editor.Bias), Retrain);
    }

    [Fact]
    public void Their_words_weigh_what_the_tasks_give_but_for_places_that_a_benchmark_has()
    {
        var largest = 0.0;
        foreach (var weight in folder.Editor.WordWeights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        Bits(Shipped.GramScale).Should().Be(Bits((float)(largest / 127)), Retrain);
        var others = 0;
        for (var i = 0; i < folder.Editor.Places.Count; i++)
        {
            var expected = (int)Math.Round(folder.Editor.WordWeights[i] / (largest / 127));
            var written = Weight(folder.Editor.Places[i]);
            if (written != expected)
            {
                // Where two formats have a word at one place, the one that says more keeps it.
                Math.Abs(written).Should().BeGreaterThanOrEqualTo(Math.Abs(expected), Retrain);
                others++;
            }
        }

        others.Should().BeLessThan(folder.Editor.Places.Count / 20, Retrain);
    }

    [Fact]
    public void They_name_the_tasks_that_they_were_fitted_on()
    {
        using var provenance = JsonDocument.Parse(ScorerWeights.BuiltIn.Provenance);
        var tasks = provenance.RootElement.GetProperty("tasks");
        tasks.GetProperty("count").GetInt32().Should().Be(folder.Tasks.Fit.Length, Retrain);
        tasks.GetProperty("sha256").GetString().Should().Be(folder.Tasks.Sha256, Retrain);
    }

    [Fact]
    public void No_weight_says_what_its_feature_cannot() =>
        Enumerable
            .Range(0, EditorFeatures.Count)
            .Where(i => folder.Editor.FeatureWeights[i] * EditorFeatures.Direction(i) < -1e-4)
            .Should()
            .BeEmpty();

    private static int Weight(int place)
    {
        var set = new GramSet(new ulong[GramSet.Words64]);
        set.Add(place);
        return (int)Shipped.Grams.Sum(set, Shipped.Salt);
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
