using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Collects problems by offset. It finds paths, lines and columns once, at the end, for the problems that it keeps.</summary>
/// <param name="hints">Whether hints are collected too. An editor shows them in the text; a list of problems is better without.</param>
internal sealed class ProblemList(bool hints = false)
{
    /// <summary>
    /// The largest number of listed problems. A hostile file could otherwise make millions, and each would be sent to every client.
    /// </summary>
    public const int MaxListed = 100;

    private readonly List<ProblemDraft> drafts = [];
    private readonly Dictionary<ProblemSeverity, int> counts = [];

    /// <summary>Something was left out.</summary>
    public void Error(JsonSyntax at, string code, string message, bool inSchema = false, (JsonSyntax, string)? related = null) =>
        Add(at, ProblemSeverity.Error, code, message, inSchema, related);

    /// <summary>It works, but not as written.</summary>
    public void Warning(JsonSyntax at, string code, string message, bool inSchema = false, (JsonSyntax, string)? related = null) =>
        Add(at, ProblemSeverity.Warning, code, message, inSchema, related);

    /// <summary>It works. The note is worth knowing.</summary>
    public void Info(JsonSyntax at, string code, string message, bool inSchema = false) =>
        Add(at, ProblemSeverity.Info, code, message, inSchema);

    /// <summary>Adds a problem of a value.</summary>
    public void Add(
        JsonSyntax at,
        ProblemSeverity severity,
        string code,
        string message,
        bool inSchema = false,
        (JsonSyntax, string)? related = null
    ) => Add(new(SpanOf(at), severity, code, message) { IsInSchema = inSchema, Related = related });

    /// <summary>Adds a problem of a member's name, or of another token.</summary>
    public void Add(
        int offset,
        ProblemSeverity severity,
        string code,
        string message,
        bool inSchema = false,
        (JsonSyntax, string)? related = null
    ) => Add(new(new(offset, ProblemDraft.EndOfToken), severity, code, message) { IsInSchema = inSchema, Related = related });

    /// <summary>Something changes nothing. All of it is marked, so that an editor can fade it. It is a hint.</summary>
    public void NoEffect(JsonMember member, string message)
    {
        if (hints)
        {
            Add(
                new(new(member.NameStart, member.Value.End), ProblemSeverity.Info, CatalogProblemCode.NoEffect, message)
                {
                    IsUnnecessary = true,
                }
            );
        }
    }

    /// <summary>Something works as it is, and can be written better.</summary>
    public void Hint(JsonSyntax at, string code, string message)
    {
        if (hints)
        {
            Info(at, code, message);
        }
    }

    /// <summary>Adds a problem.</summary>
    public void Add(ProblemDraft draft)
    {
        var count = counts[draft.Severity] = counts.GetValueOrDefault(draft.Severity) + 1;
        if (count <= MaxListed)
        {
            drafts.Add(draft);
        }
    }

    /// <summary>Adds faults of the syntax. What was found wrong at the same places follows from them, and is dropped.</summary>
    /// <param name="faults">The faults, in the text's order.</param>
    public void Replace(ImmutableArray<ProblemDraft> faults)
    {
        if (faults.IsEmpty)
        {
            return;
        }

        foreach (
            var draft in drafts
                .Where(draft => faults.Any(fault => fault.Span.Start <= draft.Span.Start && draft.Span.Start < fault.Span.End))
                .ToArray()
        )
        {
            drafts.Remove(draft);
            counts[draft.Severity]--;
        }

        foreach (var fault in faults)
        {
            Add(fault);
        }
    }

    /// <summary>Where a problem of a value is shown. Of an object or an array it is the bracket alone: it may be long.</summary>
    public static TextSpan SpanOf(JsonSyntax at) => new(at.Start, at is ObjectSyntax or ArraySyntax ? at.Start + 1 : at.End);

    /// <summary>The problems in the text's order. If there are too many, the most serious ones are kept.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="root">The tree, for the paths; null if there is none.</param>
    public ImmutableArray<CatalogProblem> Locate(ReadOnlySpan<byte> utf8, JsonSyntax? root)
    {
        var kept = drafts
            .OrderBy(draft => draft.Severity)
            .ThenBy(draft => draft.Span.Start)
            .Take(MaxListed)
            .OrderBy(draft => draft.Span.Start)
            .ToArray();
        var located = new ProblemPlaces(utf8, root).Of(kept);
        var unlisted = counts.Values.Sum() - located.Length;
        return unlisted > 0
            ? located.Add(
                new CatalogProblem(
                    CatalogProblemCode.MoreProblems,
                    ProblemSeverity.Info,
                    $"{unlisted} more problems are not listed. Correct these first."
                )
            )
            : located;
    }
}
