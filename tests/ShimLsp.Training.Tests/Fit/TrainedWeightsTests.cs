using System.Text.Json;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests.Fit;

/// <summary>The file says what was fitted, and the same data give the same file.</summary>
public sealed class TrainedWeightsTests
{
    private static readonly BenchmarkRow[] Rows = Synthetic.Rows();

    [Fact]
    public void The_same_data_and_seed_give_the_same_bytes() =>
        Synthetic.Trained(Rows, Synthetic.Tasks).Should().Equal(Synthetic.Trained(Synthetic.Rows(), Synthetic.Tasks));

    [Fact]
    public void Another_row_task_or_seed_gives_other_bytes()
    {
        var bytes = Synthetic.Trained(Rows, Synthetic.Tasks);
        var turned = (BenchmarkRow[])Rows.Clone();
        var gained = Array.FindIndex(turned, row => row.Gain > 0);
        turned[gained] = turned[gained] with { Weak = turned[gained].Strong };
        Synthetic.Trained(turned, Synthetic.Tasks).Should().NotEqual(bytes);
        Synthetic.Trained(Rows, [.. Synthetic.Tasks[1..], Synthetic.Tasks[0] with { Grade = 5 }]).Should().NotEqual(bytes);
        Synthetic.Trained(Rows, Synthetic.Tasks, seed: 2).Should().NotEqual(bytes);
    }

    [Fact]
    public void Each_format_predicts_what_its_model_does_within_the_quantisation()
    {
        var trainer = new Trainer(Rows, seed: 1);
        var heads = trainer.Fit(trainer.CrossValidate());
        var weights = Written(heads);
        var off = 0;
        foreach (var row in Rows)
        {
            var format = row.Example.Format;
            var (model, calibration, usual) = heads[(int)format];
            var (features, grams, _) = Read(row);
            var gain = weights.Head(format).Gain(features, new GramSet(grams));
            off += Math.Abs(gain - model.Gain(row.Example)) <= Quantum(model.WordWeights, row.Example.Grams.Length) ? 0 : 1;
            weights.Head(format).Usual.Should().BeApproximately(usual, 1e-6);

            var chance = 1 / (1 + Math.Exp(-(calibration.Offset - (calibration.Slope * gain))));
            weights.Head(format).Adequacy(gain).Should().BeApproximately(chance, 1e-5);
        }

        // Formats share a table: now and then a word lies where another format has a weight.
        off.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Editor_tasks_are_weighed_as_their_models_do_within_the_quantisation()
    {
        var models = EditorModels.Fit(Synthetic.Tasks, []);
        var trainer = new Trainer(Rows, seed: 1);
        var weights = Written(trainer.Fit(trainer.CrossValidate()), models);
        var features = new double[EditorFeatures.Count];
        foreach (var task in Synthetic.Tasks)
        {
            var said = new GramSet(Memory(task.Example.Said));
            EditorFeatures.Fill(task.Example.Features, features);
            foreach (var (head, model) in new[] { (weights.Size, models.Size), (weights.Depth, models.Depth) })
            {
                head.LogOdds(features, head.Wording(said))
                    .Should()
                    .BeApproximately(model.Weigh(task.Example), Quantum(model.WordWeights, task.Example.Said.Length), task.Text);
            }

            TaskReading.Of(task.Text, weights).Adequacy.Should().BeApproximately(models.Adequacy(task.Example), 0.05, task.Text);
        }
    }

    [Fact]
    public void Each_word_weighs_what_its_model_says_to_half_a_step()
    {
        var models = EditorModels.Fit(Synthetic.Tasks, []);
        var trainer = new Trainer(Rows, seed: 1);
        var heads = trainer.Fit(trainer.CrossValidate());
        var weights = Written(heads, models);
        Check(weights.Size.Grams, weights.Size.Salt, weights.Size.GramScale, models.Size.Places, models.Size.WordWeights);
        Check(weights.Depth.Grams, weights.Depth.Salt, weights.Depth.GramScale, models.Depth.Places, models.Depth.WordWeights);
        for (var i = 0; i < heads.Count; i++)
        {
            var head = weights.Head((TaskFormat)i);
            Check(head.Grams, head.Salt, head.GramScale, heads[i].Model.Places, heads[i].Model.WordWeights);
        }

        static void Check(GramTable table, int salt, double scale, IReadOnlyList<int> places, ReadOnlySpan<double> expected)
        {
            places.Should().NotBeEmpty();
            for (var i = 0; i < places.Count; i++)
            {
                (scale * table.Sum(new GramSet(Memory([places[i]])), salt))
                    .Should()
                    .BeApproximately(expected[i], (Largest(expected) / 127 / 2) + 1e-7);
            }
        }
    }

    [Fact]
    public void Every_format_is_among_the_rows_or_these_tests_show_little() =>
        Rows.CountBy(row => row.Example.Format).Should().HaveCount(4).And.OnlyContain(format => format.Value == Rows.Length / 4);

    [Fact]
    public void The_file_says_from_what_it_was_made()
    {
        var provenance = ScorerWeights.Read(new MemoryStream(Synthetic.Trained(Rows, Synthetic.Tasks, seed: 7))).Provenance;
        using var json = JsonDocument.Parse(provenance);
        json.RootElement.GetProperty("seed").GetInt32().Should().Be(7);
        json.RootElement.GetProperty("rows").GetProperty("sha256").GetString().Should().Be("rows");
        json.RootElement.GetProperty("rows").GetProperty("count").GetInt32().Should().Be(Rows.Length);
        json.RootElement.GetProperty("tasks").GetProperty("sha256").GetString().Should().Be("tasks");
    }

    private static ScorerWeights Written(IReadOnlyList<(FormatModel, Platt, double)> heads, EditorModels? editor = null)
    {
        using var file = new MemoryStream();
        TrainedWeights.Write(file, "{}", heads, editor ?? EditorModels.Fit(Synthetic.Tasks, []), usualOfEditor: 0.7);
        return ScorerWeights.Read(new MemoryStream(file.ToArray()));
    }

    // A weight is off by half a step at most, and n words count 1/sqrt(n) each. The rest is single precision.
    private static double Quantum(ReadOnlySpan<double> weights, int words) => (Largest(weights) / 127 / 2 * Math.Sqrt(words)) + 1e-5;

    private static double Largest(ReadOnlySpan<double> weights)
    {
        var largest = 0.0;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        return largest;
    }

    private static (TaskFeatures Features, ulong[] Grams, TaskFormat Format) Read(BenchmarkRow row) =>
        (row.Example.Features, Memory(row.Example.Grams), row.Example.Format);

    private static ulong[] Memory(int[] places)
    {
        var memory = new ulong[GramSet.Words64];
        var set = new GramSet(memory);
        foreach (var place in places)
        {
            set.Add(place);
        }

        return memory;
    }
}
