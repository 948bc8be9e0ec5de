using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ShimLsp.Training.Data;

/// <summary>A prompt that a person sent to a coding agent, with the grades that two readers gave it.</summary>
/// <param name="Id">Its name: a hash.</param>
/// <param name="Repository">Where it is from. Prompts of one repository share a fold.</param>
/// <param name="Language">The language that it is written in, such as <c>en</c>.</param>
/// <param name="Grade">1 (any model does it) to 5 (the strongest fail at times): the mean of the two.</param>
/// <param name="IsAlone">Whether both readers say that it can be understood without the conversation before it.</param>
/// <param name="Text">The prompt.</param>
/// <param name="Example">The prompt as the scorer reads it.</param>
internal sealed record GradedPrompt(
    string Id,
    string Repository,
    string Language,
    double Grade,
    bool IsAlone,
    string Text,
    Example Example
);

/// <summary>Prompts with grades. The texts are not part of the project; the grades are, by the name of the prompt.</summary>
/// <param name="Prompts">The prompts, in the order of their names.</param>
/// <param name="Sha256">The hash of the names, texts and grades that were used.</param>
internal sealed record GradedPrompts(GradedPrompt[] Prompts, string Sha256)
{
    // What a reader says of a prompt beside its grade.
    private const string Alone = "-";
    private const string NoPrompt = "x";

    /// <summary>No prompts: weights are then fitted on the graded tasks alone.</summary>
    public static GradedPrompts None { get; } = new([], "");

    /// <summary>Reads them.</summary>
    /// <param name="prompts">A file of JSON lines with <c>id</c>, <c>repo</c>, <c>language</c> and <c>text</c>.</param>
    /// <param name="grades">A file of lines <c>id,grade,grade,flag,flag</c> below a heading.</param>
    public static GradedPrompts Read(string prompts, string grades)
    {
        var given = File.ReadLines(grades).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], StringComparer.Ordinal);
        var rows = File.ReadLines(prompts)
            .Select(line => JsonElement.Parse(line))
            .Where(row => given.TryGetValue(Text(row, "id"), out var cells) && cells[3] != NoPrompt && cells[4] != NoPrompt)
            .OrderBy(row => Text(row, "id"), StringComparer.Ordinal)
            .Select(row => Prompt(row, given[Text(row, "id")]))
            .ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{row.Id}\n{row.Text}\n{row.Grade}\n{row.IsAlone}\n"));
        }

        return new(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static GradedPrompt Prompt(JsonElement row, string[] cells) =>
        new(
            cells[0],
            Text(row, "repo"),
            Text(row, "language"),
            (Number(cells[1]) + Number(cells[2])) / 2,
            cells[3] == Alone && cells[4] == Alone,
            Text(row, "text"),
            Example.Of(Text(row, "text"))
        );

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
