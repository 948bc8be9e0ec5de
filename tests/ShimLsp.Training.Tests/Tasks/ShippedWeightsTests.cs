using System.Text.Json;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Tests.Tasks;

/// <summary>
/// The weights that Core embeds belong to the tasks and the grades of this repository, and to what the scorer reads of a text today, so
/// that they cannot drift apart. The prompts that they were fitted on are not part of the repository: `--check` compares the bytes.
/// </summary>
public sealed class ShippedWeightsTests(TaskFolder folder) : IClassFixture<TaskFolder>
{
    private const string Retrain = "the tasks, or what is read of them, changed: train again (docs/routing-quality.md)";

    private static JsonElement Provenance => JsonElement.Parse(ScorerWeights.BuiltIn.Provenance);

    [Fact]
    public void They_name_the_tasks_that_they_were_fitted_on()
    {
        var tasks = Provenance.GetProperty("tasks");
        tasks.GetProperty("count").GetInt32().Should().Be(folder.Tasks.Fit.Length, Retrain);
        tasks.GetProperty("sha256").GetString().Should().Be(folder.Tasks.Sha256, Retrain);
    }

    [Fact]
    public void They_suit_what_the_scorer_reads_of_a_task() =>
        Provenance.GetProperty("tasks").GetProperty("reading").GetString().Should().Be(TaskReadings.Sha256(folder.Tasks.Fit), Retrain);

    [Fact]
    public void They_were_fitted_on_every_prompt_that_has_grades()
    {
        var graded = File.ReadLines(Path.Combine(folder.Path, "..", "grades.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Count(cells => cells[3] != "x" && cells[4] != "x");
        Provenance.GetProperty("prompts").GetProperty("count").GetInt32().Should().Be(graded, Retrain);
    }
}
