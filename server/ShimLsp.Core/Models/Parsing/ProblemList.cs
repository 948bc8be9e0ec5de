using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Collects problems by offset. It finds paths, lines and columns once, at the end, for the problems that it keeps.</summary>
internal sealed class ProblemList
{
    /// <summary>
    /// The largest number of listed problems. A hostile file could otherwise make millions, and each would be sent to every client.
    /// </summary>
    public const int MaxListed = 100;

    private readonly List<Draft> drafts = [];
    private readonly Dictionary<ProblemSeverity, int> counts = [];

    /// <summary>Something was left out.</summary>
    public void Error(JsonSyntax at, string code, string message) => Add(at.Start, ProblemSeverity.Error, code, message);

    /// <summary>It works, but not as written.</summary>
    public void Warning(JsonSyntax at, string code, string message) => Add(at.Start, ProblemSeverity.Warning, code, message);

    /// <summary>It works. The note is worth knowing.</summary>
    public void Info(JsonSyntax at, string code, string message) => Add(at.Start, ProblemSeverity.Info, code, message);

    /// <summary>Adds a problem at any offset, such as that of a member's name.</summary>
    public void Add(int offset, ProblemSeverity severity, string code, string message)
    {
        var count = counts[severity] = counts.GetValueOrDefault(severity) + 1;
        if (count <= MaxListed)
        {
            drafts.Add(new Draft(offset, severity, code, message));
        }
    }

    /// <summary>The problems in the text's order. If there are too many, the most serious ones are kept.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="root">The tree, for the paths; null if there is none.</param>
    public ImmutableArray<CatalogProblem> Locate(ReadOnlySpan<byte> utf8, JsonSyntax? root)
    {
        var kept = drafts.OrderBy(draft => draft.Severity).ThenBy(draft => draft.Offset).Take(MaxListed).OrderBy(draft => draft.Offset);
        var located = ImmutableArray.CreateBuilder<CatalogProblem>();
        var sweep = new PositionSweep(utf8);
        foreach (var draft in kept)
        {
            var (line, column) = sweep.At(draft.Offset);
            located.Add(
                new CatalogProblem(draft.Code, draft.Severity, draft.Message)
                {
                    Path = root is null ? null : JsonSyntaxPath.Of(root, draft.Offset),
                    Line = line,
                    Column = column,
                }
            );
        }

        var unlisted = counts.Values.Sum() - located.Count;
        if (unlisted > 0)
        {
            located.Add(
                new CatalogProblem(
                    CatalogProblemCode.MoreProblems,
                    ProblemSeverity.Info,
                    $"{unlisted} more problems are not listed. Correct these first."
                )
            );
        }

        return located.DrainToImmutable();
    }

    private sealed record Draft(int Offset, ProblemSeverity Severity, string Code, string Message);
}
