using System.Security.Cryptography;
using System.Text.Json;

namespace ShimLsp.Training.Data;

/// <summary>An editor's task with a grade: how strong a model it takes.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="Grade">1 (any model does it) to 5 (the strongest fail at times).</param>
/// <param name="Text">The task.</param>
/// <param name="Example">The task as the scorer reads it.</param>
internal sealed record GradedTask(string Id, string Kind, int Grade, string Text, Example Example)
{
    /// <summary>English, as <see cref="Tongue"/> names it.</summary>
    public const string English = "en";

    /// <summary>The language of the text, by its code.</summary>
    public string Tongue { get; init; } = English;
}

/// <summary>Two tasks, one of which clearly needs a stronger model.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Easy">The task that wants little.</param>
/// <param name="Hard">The task that wants much.</param>
internal sealed record TaskPair(string Id, string Easy, string Hard);

/// <summary>The project's own tasks: those to fit on, and those kept apart, of other kinds and another hand.</summary>
/// <param name="Fit">To fit on.</param>
/// <param name="Test">To test with.</param>
/// <param name="Tongues">To test with: each language the same number of easy and of hard ones.</param>
/// <param name="SecondTongues">The same once more, written later.</param>
/// <param name="Pairs">To test with.</param>
/// <param name="Sha256">The hash of the files to fit on, in the order of their names.</param>
internal sealed record GradedTasks(
    GradedTask[] Fit,
    GradedTask[] Test,
    GradedTask[] Tongues,
    GradedTask[] SecondTongues,
    TaskPair[] Pairs,
    string Sha256
)
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Holds files to fit on; its folder <c>test</c> those to test with.</param>
    public static GradedTasks Read(string folder)
    {
        var fit = Files(folder).ToArray();
        var test = Files(Path.Combine(folder, "test")).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in fit)
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return new(
            [.. fit.SelectMany(Tasks)],
            [.. test.Where(file => !IsPairs(file) && !IsTongues(file)).SelectMany(Tasks)],
            [.. test.Where(file => IsTongues(file) && !IsSecond(file)).SelectMany(Tasks)],
            [.. test.Where(file => IsTongues(file) && IsSecond(file)).SelectMany(Tasks)],
            [
                .. test.Where(IsPairs)
                    .SelectMany(File.ReadLines)
                    .Select(line => Parsed(line, row => new TaskPair(Text(row, "id"), Text(row, "easy"), Text(row, "hard")))),
            ],
            Convert.ToHexStringLower(hash.GetHashAndReset())
        );
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal);

    private static bool IsPairs(string file) => Path.GetFileName(file).StartsWith("pairs", StringComparison.Ordinal);

    private static bool IsTongues(string file) => Path.GetFileName(file).StartsWith("tongues", StringComparison.Ordinal);

    private static bool IsSecond(string file) => Path.GetFileName(file).Contains("second", StringComparison.Ordinal);

    // Pairs to fit on are two tasks each.
    private static IEnumerable<GradedTask> Tasks(string file) =>
        File.ReadLines(file)
            .SelectMany(line =>
                Parsed(
                    line,
                    row =>
                        IsPairs(file)
                            ? (GradedTask[])[Task(row, "/easy", "easyGrade", "easy"), Task(row, "/hard", "hardGrade", "hard")]
                            : [Task(row, "", "grade", "text")]
                )
            );

    private static GradedTask Task(JsonElement row, string suffix, string grade, string text) =>
        new(Text(row, "id") + suffix, Text(row, "kind"), row.GetProperty(grade).GetInt32(), Text(row, text), Example.Of(Text(row, text)))
        {
            Tongue = row.TryGetProperty("tongue", out var tongue) ? tongue.GetString()! : GradedTask.English,
        };

    private static T Parsed<T>(string line, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(line);
        return read(document.RootElement);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
