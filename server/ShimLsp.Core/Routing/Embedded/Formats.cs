namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Recognises formats by their form alone. The weights of a benchmark apply to texts in its format and are noise for others, so a text must
/// resemble the format in several ways.
/// </summary>
internal static class Formats
{
    /// <summary>The format of a text.</summary>
    /// <param name="task">What was read of it.</param>
    public static TaskFormat Of(TaskFeatures task)
    {
        if (task.AsksForBox || (task.QuestionMarks > 0 && (task.ContestMarks > 0 || task.Options > 0)))
        {
            return TaskFormat.Prompted;
        }

        if (task.ContestMarks > 0 && task.Numbers > 3)
        {
            return TaskFormat.Contest;
        }

        if (task.Options is >= 3 and <= 6 && task.LinesAfterOptions <= 3 && task.EndsWithAnswer)
        {
            return TaskFormat.Choice;
        }

        return IsWordProblem(task) ? TaskFormat.WordProblem : TaskFormat.Editor;
    }

    /// <summary>The name of a format in an explanation.</summary>
    public static string Name(TaskFormat format) =>
        format switch
        {
            TaskFormat.Choice => "a multiple-choice question",
            TaskFormat.Prompted => "a question with instructions on how to answer",
            TaskFormat.Contest => "a programming-contest problem",
            TaskFormat.WordProblem => "a word problem",
            _ => "an editor task",
        };

    private static bool IsWordProblem(TaskFeatures task) =>
        (2 * task.Hits(Trait.HowMany))
            + task.Hits(Trait.Sum)
            + (task.Numbers > 1 && task.Symbols['?'] > 0 ? 1 : 0)
            - (2 * task.TechnicalTraits)
            - Math.Min(2, task.Hits(Trait.Trade))
            >= 2
        && task.Numbers + (task.Hits(Trait.Sum) / 3) >= 1
        && task.AllWords is >= 12 and <= 250
        && task.Lines <= 5
        && task.CodeLines + task.Files + task.Symbols['`'] + task.Symbols['_'] == 0;
}
