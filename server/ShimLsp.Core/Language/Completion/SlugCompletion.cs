using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>The slugs of the file's own rows.</summary>
internal static class SlugCompletion
{
    /// <summary>The slugs, in the file's order. Among candidates those that are listed already are left out.</summary>
    public static IEnumerable<CompletionEntry> Of(
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts,
        bool withAuto
    )
    {
        var index = document.Index;
        var isCandidate = ReferenceEquals(place.Field, CandidateFields.Slug) || ReferenceEquals(place.Field, RouterFields.Candidates);
        var taken = isCandidate
            ? index
                .References.Where(reference => reference.Kind is ReferenceKind.Candidate && reference.Node.Start != place.Token.Start)
                .Select(reference => reference.Row?.Slug)
                .ToHashSet()
            : [];
        var slugs = index
            .Rows.Where(row => row.Slug.Length > 0 && !taken.Contains(row.Slug))
            .DistinctBy(row => row.Slug)
            .Select(
                (row, rank) =>
                    target.Text(row.Slug, CompletionKind.Model) with
                    {
                        Detail = Detail(row),
                        Documentation = string.Join("\n\n", ModelWords.Of(row, facts)),
                        Rank = rank,
                    }
            );
        return withAuto ? slugs.Append(Auto(index, target)) : slugs;
    }

    private static CompletionEntry Auto(CatalogIndex index, CompletionTarget target) =>
        target.Text(index.Auto, CompletionKind.Model) with
        {
            Detail = "Auto",
            Documentation = "Each task goes to the cheapest model that is good enough.",
            Rank = int.MaxValue,
        };

    private static string? Detail(IndexedRow row) =>
        row.Model is { } model ? ModelWords.Summary(model) : (row.ModelNode as StringSyntax)?.Value;
}
