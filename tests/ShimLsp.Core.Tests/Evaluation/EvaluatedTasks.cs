using System.Globalization;
using CsCheck;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>Tasks as tables and as they come.</summary>
internal static class EvaluatedTasks
{
    /// <summary>A task a line: the router's score, the weak model's result, the strong one's.</summary>
    public static EvaluatedTask[] Table(string table) =>
        [
            .. table
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                    line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
                        .ToArray()
                )
                .Select(cells => new EvaluatedTask(cells[0], cells[1], cells[2])),
        ];

    /// <summary>Few distinct scores, so that there are ties; some results are graded; with a gap unless <c>withGap</c> is false.</summary>
    public static Gen<EvaluatedTask[]> Any(int least, int most, int scores = 6, bool withGap = true) =>
        Gen.Select(
                Gen.Int[0, scores],
                Gen.Int[0, 4],
                Gen.Int[0, 4],
                (score, weak, strong) => new EvaluatedTask((double)score / scores, weak / 4.0, strong / 4.0)
            )
            .Array[least, most]
            .Where(tasks => !withGap || tasks.Sum(task => task.Gain) > 0);
}
