using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli;

/// <summary>A problem as compilers print it: <c>FILE:LINE:COLUMN: error: message</c>. Editors and CI systems find the place.</summary>
internal static class ProblemLine
{
    /// <summary>The line.</summary>
    /// <param name="problem">The problem.</param>
    public static string Of(ProblemInfo problem) => $"{Place(problem)}: {Name(problem.Severity)}: {problem.Message}";

    /// <summary>The place of a problem: line and column count from one, and are left out if the problem concerns the whole file.</summary>
    /// <param name="problem">The problem.</param>
    public static FilePlace Place(ProblemInfo problem) => new(problem.Source, problem.Line + 1, (problem.Column ?? 0) + 1);

    /// <summary>The colour of a problem.</summary>
    /// <param name="severity">How much it matters.</param>
    public static Tone ToneOf(ProblemSeverity severity) =>
        severity switch
        {
            ProblemSeverity.Error => Tone.Bad,
            ProblemSeverity.Warning => Tone.Warning,
            _ => Tone.Dim,
        };

    private static string Name(ProblemSeverity severity) =>
        severity switch
        {
            ProblemSeverity.Error => "error",
            ProblemSeverity.Warning => "warning",
            _ => "note",
        };
}
