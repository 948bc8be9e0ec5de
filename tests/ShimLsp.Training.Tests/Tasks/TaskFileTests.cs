using System.Text.Json;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Tests.Tasks;

/// <summary>The graded tasks are as their page says, and the test tasks were not used for fitting.</summary>
public sealed class TaskFileTests(TaskFolder folder) : IClassFixture<TaskFolder>
{
    private static readonly string[] Tongues = ["de", "fr", "es", "pt", "it", "ru", "zh", "ja", "ko"];

    [Fact]
    public void There_are_enough_of_them_of_many_kinds_in_many_languages()
    {
        var tasks = folder.Tasks.Fit.Concat(folder.Tasks.Test).ToArray();
        tasks.Should().HaveCountGreaterThanOrEqualTo(400);
        tasks.Select(task => task.Kind).Distinct().Should().HaveCountGreaterThanOrEqualTo(10);
        Lines("*.jsonl")
            .CountBy(line => line.GetProperty("language").GetString()!)
            .Count(language => language.Value >= 40)
            .Should()
            .BeGreaterThanOrEqualTo(5);
        tasks.Select(task => task.Grade).Distinct().Order().Should().Equal(1, 2, 3, 4, 5);
        tasks.CountBy(task => task.Grade).Should().OnlyContain(grade => grade.Value >= 50);
        Lines("*.jsonl")
            .Where(line => line.TryGetProperty("tongue", out _))
            .Select(line => line.GetProperty("tongue").GetString())
            .Distinct()
            .Should()
            .BeEquivalentTo(Tongues);
    }

    [Fact]
    public void Each_tongue_has_as_many_easy_tasks_as_hard_ones_to_test_with()
    {
        foreach (var byTongue in (GradedTask[][])[folder.Tasks.Tongues, folder.Tasks.SecondTongues])
        {
            byTongue.Select(task => task.Tongue).Distinct().Should().BeEquivalentTo([GradedTask.English, .. Tongues]);
            byTongue.GroupBy(task => task.Tongue).Should().OnlyContain(tongue => tongue.Count(task => task.Grade <= 2) == 6);
            byTongue.GroupBy(task => task.Tongue).Should().OnlyContain(tongue => tongue.Count(task => task.Grade >= 4) == 6);
        }
    }

    [Fact]
    public void None_is_without_text_and_no_two_have_one_name()
    {
        var ids = folder
            .Tasks.Fit.Concat(folder.Tasks.Test)
            .Concat(folder.Tasks.Tongues)
            .Concat(folder.Tasks.SecondTongues)
            .Select(task => task.Id)
            .Concat(folder.Tasks.Pairs.Select(pair => pair.Id))
            .ToArray();
        ids.Should().OnlyHaveUniqueItems();
        Texts().Should().NotContain(text => string.IsNullOrWhiteSpace(text));
    }

    [Fact]
    public void A_hard_task_of_a_pair_to_fit_on_has_the_higher_grade() =>
        Lines("pairs*.jsonl")
            .Where(line => line.TryGetProperty("easyGrade", out _))
            .Should()
            .NotBeEmpty()
            .And.OnlyContain(line => line.GetProperty("easyGrade").GetInt32() < line.GetProperty("hardGrade").GetInt32());

    [Fact]
    public void No_task_to_test_with_is_nearly_one_that_was_fitted_on()
    {
        var fitted = folder.Tasks.Fit.Select(task => (task.Text, task.Example.Grams)).ToArray();
        var tested = folder
            .Tasks.Test.Concat(folder.Tasks.Tongues)
            .Concat(folder.Tasks.SecondTongues)
            .Select(task => task.Text)
            .Concat(folder.Tasks.Pairs.SelectMany(pair => (string[])[pair.Easy, pair.Hard]))
            .Select(text => (Text: text, Example.Of(text).Grams))
            .ToArray();

        // Each against each: none is missed, as one may be that has to be proposed first.
        tested
            .SelectMany(test =>
                fitted.Where(fit => Likeness(test.Grams, fit.Grams) >= NearDuplicates.Likeness).Select(fit => $"{test.Text} | {fit.Text}")
            )
            .Should()
            .BeEmpty();
    }

    /// <summary>The share in common of two rising lists.</summary>
    private static double Likeness(int[] left, int[] right)
    {
        if (2 * Math.Min(left.Length, right.Length) < Math.Max(left.Length, right.Length))
        {
            return 0; // less than half of the longer one can be in common
        }

        var (i, j, both) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = left[i].CompareTo(right[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return both / (double)Math.Max(1, left.Length + right.Length - both);
    }

    private IEnumerable<string> Texts() =>
        folder
            .Tasks.Fit.Concat(folder.Tasks.Test)
            .Concat(folder.Tasks.Tongues)
            .Select(task => task.Text)
            .Concat(folder.Tasks.Pairs.SelectMany(pair => (string[])[pair.Easy, pair.Hard]));

    private IEnumerable<JsonElement> Lines(string pattern) =>
        Directory
            .EnumerateFiles(folder.Path, pattern, SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => JsonElement.Parse(line));
}
