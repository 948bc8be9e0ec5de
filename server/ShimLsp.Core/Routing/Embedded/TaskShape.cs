using System.Collections.Immutable;
using ShimLsp.Core.Routing.Embedded.Evidence;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>A figure of a task's shape.</summary>
/// <param name="Name">Its name, for tables.</param>
/// <param name="Group">What it is called in an explanation, together with the others of its group.</param>
/// <param name="Value">The figure, about 0 to 1 for most tasks.</param>
internal readonly record struct ShapeFigure(string Name, ShapeGroup Group, Func<TaskFeatures, double> Value);

/// <summary>
/// The shape of a task: how long it is in several measures, what it lists, names and asks, and which evidence lies beside it. The length of
/// a text alone orders real tasks better than any list of words, so it is measured in many ways: on a logarithmic scale, with a bend at
/// several lengths, because the step from three words to ten says something else than that from three hundred to a thousand.
/// </summary>
internal static class TaskShape
{
    // Some 1,100 words: a longer specification is no harder.
    private const double LongestLog = 7;
    private const double LongestLogOfCharacters = 9;

    /// <summary>All figures, in the order of their weights.</summary>
    public static ImmutableArray<ShapeFigure> All { get; } =
    [
        .. Bends(0, 2, 3, 4, 5),
        new("characters of prose beyond e^3", ShapeGroup.Length, static task => CharactersBeyond(task, 3)),
        new("shortness", ShapeGroup.Length, static task => Math.Clamp((12 - task.Words) / 10.0, 0, 1)),
        new("sentences", ShapeGroup.Sentences, static task => Log(task.Sentences) / 2),
        new("clauses", ShapeGroup.Clauses, static task => Log(task.Clauses) / 2.5),
        new("steps", ShapeGroup.Steps, static task => Log(task.Steps) / 2),
        new("many steps", ShapeGroup.Steps, static task => Math.Max(0, Log(task.Steps) - 1.5) / 2),
        new("headings of a report", ShapeGroup.Report, static task => Log(task.ReportMarks)),
        new("questions", ShapeGroup.Question, static task => Log(task.Questions)),
        new("a question", ShapeGroup.Question, static task => task.Questions > 0 ? 1 : 0),
        new("numbers", ShapeGroup.Numbers, static task => Log(task.ProseNumbers) / 2),
        new("files", ShapeGroup.Files, static task => Log(task.Files)),
        new("long words", ShapeGroup.None, static task => Share(task.LongWordsSaid, task.WordsSaid)),
        new("share of words that are the task's", ShapeGroup.None, static task => Share(task.Words + 1, task.AllWords - Talk(task) + 1)),
        .. Pasted(EvidenceKind.Code, ShapeGroup.Code),
        .. Pasted(EvidenceKind.Log, ShapeGroup.Log),
        .. Pasted(EvidenceKind.Trace, ShapeGroup.Trace),
        .. Pasted(EvidenceKind.Diff, ShapeGroup.Diff),
        .. Pasted(EvidenceKind.Data, ShapeGroup.Data),
        .. Pasted(EvidenceKind.Table, ShapeGroup.Table),
        .. Pasted(EvidenceKind.Terminal, ShapeGroup.Terminal),
    ];

    /// <summary>What the figures of a group are called in an explanation; null for what says nothing by itself.</summary>
    /// <param name="group">The group.</param>
    /// <param name="isHarder">Whether they make the task harder.</param>
    /// <param name="task">The task.</param>
    public static string? Phrase(ShapeGroup group, bool isHarder, TaskFeatures task) =>
        group switch
        {
            ShapeGroup.Length => isHarder ? "long" : "short",
            ShapeGroup.Sentences when task.Sentences > 1 => "several sentences",
            ShapeGroup.Clauses => "many conditions",
            ShapeGroup.Steps => "several steps",
            ShapeGroup.Report => "a report",
            ShapeGroup.Question => "a question",
            ShapeGroup.Numbers => "numbers given",
            ShapeGroup.Files => task.Files > 1 ? "several files named" : "a file named",
            ShapeGroup.Code => "code to read",
            ShapeGroup.Log => "output to read",
            ShapeGroup.Trace => "a stack trace",
            ShapeGroup.Diff => "a diff",
            ShapeGroup.Data => "data to read",
            ShapeGroup.Table => "a table",
            ShapeGroup.Terminal => "commands to read",
            _ => null,
        };

    private static IEnumerable<ShapeFigure> Bends(params double[] at) =>
        at.Select(bend => new ShapeFigure(
            $"words beyond e^{bend}",
            ShapeGroup.Length,
            task => Math.Max(0, Math.Min(LongestLog, Log(task.Words)) - bend) / 2
        ));

    // Words are few in a language that the lexicon hardly knows, and in one that is written without blanks.
    private static double CharactersBeyond(TaskFeatures task, double bend) =>
        Math.Max(0, Math.Min(LongestLogOfCharacters, Log(task.ProseCharacters)) - bend) / 2;

    // On a quarter of the other figures' scale, so that they get small weights: the same task with a trace below it is the same task.
    private static ShapeFigure[] Pasted(EvidenceKind kind, ShapeGroup group) =>
        [
            new($"lines of {kind}", group, task => Log(task.LinesOf(kind)) / 12),
            new($"any {kind}", group, task => task.LinesOf(kind) > 0 ? 0.25 : 0),
        ];

    // Words of sentences around the task: however many there are, they change nothing.
    private static int Talk(TaskFeatures task) => task.ProseWords - task.Words;

    private static double Log(int count) => PortableMath.Log(1 + count);

    private static double Share(int part, int of) => part / (double)Math.Max(1, of);
}
