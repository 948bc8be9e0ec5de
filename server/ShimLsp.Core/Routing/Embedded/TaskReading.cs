using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The result of reading a task's text. It does not depend on the candidates.</summary>
/// <param name="Format">What kind of text it is.</param>
/// <param name="Adequacy">
/// The chance that a model one <see cref="StrengthTable.ReferenceGap"/> below the strongest does no worse: between 0 and 1.
/// </param>
/// <param name="Because">What weighed most, in our own words.</param>
internal readonly record struct TaskReading(TaskFormat Format, double Adequacy, string Because)
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="weights">What was learnt.</param>
    public static TaskReading Of(ReadOnlySpan<char> text, ScorerWeights weights)
    {
        Span<ulong> memory = stackalloc ulong[2 * GramSet.Words64];
        memory.Clear();
        var grams = new GramSet(memory[..GramSet.Words64]);
        var said = new GramSet(memory[GramSet.Words64..]);
        var (task, format) = Read(text, grams, said);
        return format switch
        {
            TaskFormat.Editor => EditorReading.Of(weights, task, said),
            _ => OfFormat(format, weights.Head(format), task, grams),
        };
    }

    /// <summary>Counts the features of a text and determines its format.</summary>
    /// <param name="text">The text.</param>
    /// <param name="grams">An empty set for all its words.</param>
    /// <param name="said">An empty set for the words of its prose.</param>
    public static (TaskFeatures Task, TaskFormat Format) Read(ReadOnlySpan<char> text, GramSet grams, GramSet said)
    {
        var task = TaskScan.Read(text, grams, said);
        var format = Formats.Of(task);

        // Of a short text that is all talk, the talk is the task.
        return (format == TaskFormat.Editor && task.Words == 0 ? TaskScan.Read(text, grams, said, countsTalk: true) : task, format);
    }

    private static TaskReading OfFormat(TaskFormat format, FormatHead head, TaskFeatures task, GramSet grams)
    {
        var adequacy = head.Adequacy(head.Gain(task, grams));
        return new(format, adequacy, $"{Formats.Name(format)}, {Comparison(adequacy, head.Usual)}");
    }

    private static string Comparison(double adequacy, double usual) =>
        (adequacy - usual) switch
        {
            < -0.05 => "harder than most for a weaker model",
            > 0.05 => "easier than most for a weaker model",
            _ => "about as hard as most",
        };
}
