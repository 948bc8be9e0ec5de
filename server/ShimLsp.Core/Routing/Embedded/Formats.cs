namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Recognises formats by their form alone. The weights of a benchmark apply to texts in its format and are noise for others, so a text must
/// resemble the format in several ways.
/// </summary>
internal static class Formats
{
    // A request is short. Of what goes on for longer, a report or a specification, these words know little.
    private const int SurelyRequest = 60;
    private const int LinesOfReport = 4;
    private const int WordsOfReport = 30;
    private const int WordsUnderTitle = 25;

    /// <summary>A text with this many words of prose is not an editor's request, so its sentences are not examined.</summary>
    public const int SurelyNone = 160;

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

        if (IsWordProblem(task))
        {
            return TaskFormat.WordProblem;
        }

        return task.Options >= 3 || IsReport(task) || TrustInEditor(task) == 0 ? TaskFormat.Unknown : TaskFormat.Editor;
    }

    /// <summary>The name of a format in an explanation.</summary>
    public static string Name(TaskFormat format) =>
        format switch
        {
            TaskFormat.Choice => "a multiple-choice question",
            TaskFormat.Prompted => "a question with instructions on how to answer",
            TaskFormat.Contest => "a programming-contest problem",
            TaskFormat.WordProblem => "a word problem",
            TaskFormat.Editor => "an editor task",
            _ => "no kind of text that the scorer knows",
        };

    /// <summary>How much the weights of editor tasks count, 0 to 1. The prior gets the rest.</summary>
    public static double TrustInEditor(TaskFeatures task) =>
        Math.Clamp((SurelyNone - task.ProseWords) / (double)(SurelyNone - SurelyRequest), 0, 1);

    // An issue of a repository: its author describes a state at some length, not what to do.
    private static bool IsReport(TaskFeatures task) =>
        (task.ReportMarks > 0 && task.Lines >= 3)
        || (task.ProseLines >= LinesOfReport && task.ProseWords > WordsOfReport)
        || (task.HasTitle && task.ProseLines > 1 && task.Steps == 0 && task.ProseWords > WordsUnderTitle);

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
