using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Support;

/// <summary>
/// A model in a test's table, one line each: <c>strong  cost 9  score 0.97  hard 0.80  context 8000  price 3/0.3/15  images  noTools  at
/// http://host/v1  now failing</c>.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Score">What a scorer of this table gives it.</param>
/// <param name="Hard">What it gives it for the task <c>hard</c>; null for the same as for any other.</param>
/// <param name="Now">Why it cannot be used at the moment; null if it can.</param>
internal sealed record Row(ModelSpec Model, double Score, double? Hard, Rejection? Now)
{
    private const double UnlessStated = 0.9;

    public ModelSlug Slug => Model.Slug;

    public static ImmutableArray<Row> Table(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    public double ScoreOf(string task) => task == "hard" ? Hard ?? Score : Score;

    private static Row Parse(string line)
    {
        var words = new Queue<string>(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var slug = words.Dequeue();
        var row = new Row(Named(slug), UnlessStated, Hard: null, Now: null);
        while (words.TryDequeue(out var word))
        {
            row = word switch
            {
                "cost" => row with { Model = row.Model with { Cost = Number(words) } },
                "score" => row with { Score = Number(words) },
                "hard" => row with { Hard = Number(words) },
                "strength" => row with { Model = row.Model with { Strength = Number(words) } },
                "context" => row with { Model = row.Model with { ContextWindow = (int)Number(words) } },
                "output" => row with { Model = row.Model with { MaxOutputTokens = (int)Number(words) } },
                "price" => row with { Model = row.Model with { Pricing = Price(words.Dequeue()) } },
                "card" => row with { Model = row.Model with { Card = words.Dequeue() } },
                "at" => row with { Model = row.Model with { BaseUrl = new(words.Dequeue()) } },
                "images" => row with { Model = row.Model with { SupportsImages = true } },
                "noTools" => row with { Model = row.Model with { SupportsTools = false } },
                "noCandidate" => row with { Model = row.Model with { IsCandidate = false } },
                "now" => row with { Now = Enum.Parse<Rejection>(words.Dequeue(), ignoreCase: true) },
                _ => throw new FormatException($"'{word}' is no word of the table."),
            };
        }

        return row;
    }

    private static ModelSpec Named(string slug) =>
        new()
        {
            Slug = new(slug),
            Model = slug,
            Provider = ModelProvider.Ollama,
            BaseUrl = new("http://127.0.0.1:11434/v1"),
            DisplayName = slug,
        };

    private static double Number(Queue<string> words) => double.Parse(words.Dequeue(), CultureInfo.InvariantCulture);

    private static Pricing Price(string text)
    {
        var parts = text.Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length == 3 ? new(parts[0], parts[1], parts[2]) : new(parts[0], null, parts[1]);
    }
}
