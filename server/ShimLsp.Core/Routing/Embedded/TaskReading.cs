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
        Span<ulong> memory = stackalloc ulong[GramSet.Words64];
        memory.Clear();
        var said = new GramSet(memory);
        var (task, format) = TaskScan.Read(text, said);
        return format == TaskFormat.Editor ? EditorReading.Of(weights, task, said) : OfFormat(text, said, format, weights.Head(format));
    }

    // Hardly any text is in a benchmark's format, so only such a text is read once more, with all its words.
    private static TaskReading OfFormat(ReadOnlySpan<char> text, GramSet said, TaskFormat format, FormatHead head)
    {
        Span<ulong> memory = stackalloc ulong[GramSet.Words64];
        memory.Clear();
        var grams = new GramSet(memory);
        var (task, _) = TaskScan.Read(text, said, grams);
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
