using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>
/// Reads the text as it would be and compares. A slug that is derived depends on the others, and so does a number behind it: a rename
/// may give or take one, and a reference by a model's name may come to mean another row.
/// </summary>
internal static class RenameCheck
{
    /// <summary>What a rename would change besides the name; null for nothing.</summary>
    /// <param name="before">The document.</param>
    /// <param name="symbol">What is renamed.</param>
    /// <param name="name">Its new slug.</param>
    /// <param name="edits">The changes.</param>
    public static string? WhyNot(CatalogDocument before, CatalogSymbol symbol, string name, ImmutableArray<SpanEdit> edits)
    {
        var after = before.Apply(edits);
        var (old, renamed) = (before.Index, after.Index);
        foreach (var (was, isNow) in old.Rows.Zip(renamed.Rows))
        {
            var expected = ReferenceEquals(was, symbol.Row) ? name : was.Slug;
            if (isNow.Slug != expected)
            {
                return $"The row {ShownText.Quote(expected)} would be listed as {ShownText.Quote(isNow.Slug)}. "
                    + "Give it a `slug` of its own first, or choose another name.";
            }
        }

        if (renamed.Auto != (symbol.Row is null ? name : old.Auto))
        {
            return $"Auto would be listed as {ShownText.Quote(renamed.Auto)}. Choose another name.";
        }

        foreach (var (was, isNow) in old.References.Zip(renamed.References))
        {
            if (was.Row is { } row && isNow.Row?.At != row.At)
            {
                return $"{ShownText.Quote(was.Name)} would no longer mean the row {ShownText.Quote(row.Slug)}. Choose another name.";
            }

            if (isNow.Row is not null && CatalogSymbol.IsAuto(old, was))
            {
                return $"{ShownText.Quote(was.Name)} would no longer mean Auto. Choose another name.";
            }
        }

        return NewProblem(before, after) is { } problem ? $"That would be a new problem. {problem.Message}" : null;
    }

    private static CatalogProblem? NewProblem(CatalogDocument before, CatalogDocument after)
    {
        var counts = before.Parse.Problems.CountBy(problem => problem.Code).ToDictionary();
        foreach (var problem in after.Parse.Problems)
        {
            if (counts.GetValueOrDefault(problem.Code) == 0)
            {
                return problem;
            }

            counts[problem.Code]--;
        }

        return null;
    }
}
