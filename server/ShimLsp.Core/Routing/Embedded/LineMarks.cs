using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The beginnings of lines that identify a format.</summary>
internal sealed class LineMarks
{
    // A heading is its words and little more.
    private const int LongestRest = 24;

    private static readonly ImmutableArray<string> Contest = ["example 1:", "sample input", "constraints"];
    private static readonly ImmutableArray<string> Answer = ["answer:"];
    private static readonly ImmutableArray<string> Question = ["question:"];
    private static readonly ImmutableArray<string> Report =
    [
        "actual",
        "additional context",
        "bug report",
        "bug summary",
        "code for reproduction",
        "code sample",
        "current behavior",
        "describe alternatives",
        "describe the bug",
        "describe the solution",
        "description",
        "environment",
        "expected",
        "feature request",
        "how to reproduce",
        "is your feature request",
        "minimal",
        "observed",
        "output of",
        "problem description",
        "proposed",
        "reproduc",
        "steps to reproduce",
        "steps/code",
        "system information",
        "to reproduce",
        "traceback",
        "version",
        "what happened",
    ];

    private readonly ImmutableArray<ImmutableArray<(string Mark, Kind Kind)>> byLetter;

    private LineMarks()
    {
        var all = Contest
            .Select(mark => (mark, Kind.Contest))
            .Concat(Answer.Select(mark => (mark, Kind.Answer)))
            .Concat(Question.Select(mark => (mark, Kind.Question)))
            .Concat(Report.Select(mark => (mark, Kind.Report)))
            .ToArray();
        byLetter = [.. Enumerable.Range('a', 26).Select(letter => all.Where(entry => entry.mark[0] == letter).ToImmutableArray())];
    }

    private enum Kind
    {
        Contest,
        Answer,
        Question,
        Report,
    }

    /// <summary>The known marks.</summary>
    public static LineMarks BuiltIn { get; } = new();

    /// <summary>Counts the line if it begins with such a mark.</summary>
    /// <param name="line">The line, trimmed and not empty.</param>
    /// <param name="task">Counts it.</param>
    public void Count(ReadOnlySpan<char> line, TaskFeatures task)
    {
        if (line[^1] == ':' && line.EndsWith(Question[0], StringComparison.OrdinalIgnoreCase))
        {
            task.QuestionMarks++;
            return;
        }

        if (line[0] is '#' or '*' or '-')
        {
            line = line.TrimStart("#* -");
        }

        if (line.IsEmpty || !char.IsAsciiLetter(line[0]))
        {
            return;
        }

        foreach (var (mark, kind) in byLetter[(line[0] | 0x20) - 'a'])
        {
            if (line.Length >= mark.Length && (line[1] | 0x20) == mark[1] && line.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            {
                task.ContestMarks += kind == Kind.Contest ? 1 : 0;
                task.QuestionMarks += kind == Kind.Question ? 1 : 0;
                task.EndsWithAnswer |= kind == Kind.Answer;
                task.ReportMarks += kind == Kind.Report && line.TrimEnd("#*: ").Length < mark.Length + LongestRest ? 1 : 0;
                return;
            }
        }
    }
}
