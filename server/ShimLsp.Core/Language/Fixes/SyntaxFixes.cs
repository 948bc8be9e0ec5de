using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>
/// Mends a line that is not JSON, if there is one sure way: each fault of the line has a remedy, and after them the line has none.
/// </summary>
internal static class SyntaxFixes
{
    /// <summary>The fix.</summary>
    /// <param name="site">The problem: the first fault of its line.</param>
    public static IEnumerable<CatalogFix> Of(FixSite site)
    {
        var faults = site.Document.Faults;
        if (faults.Length >= SyntaxFaults.Most)
        {
            return []; // more may be hidden behind them
        }

        var lineEnd = site.Document.Lines.Line(site.Document.Lines.LineOf(site.Start)).End;
        var solved = faults.Where(fault => fault.Start >= site.Start && fault.Start <= lineEnd).ToImmutableArray();
        if (solved.Any(IsUnclosed))
        {
            solved = [.. solved, .. faults.Where(fault => IsUnclosed(fault) && !solved.Contains(fault))];
        }

        ImmutableArray<SyntaxRemedy?> remedies =
        [
            .. solved.Where(fault => !IsUnclosed(fault)).Select(fault => SyntaxRemedy.Of(site.Document, fault)),
        ];
        if (solved.IsEmpty || remedies.Any(remedy => remedy is null) || HasWordsOfAText(solved))
        {
            return [];
        }

        return Ends(site, solved)
            .Select(end => Made(site, [.. remedies.Select(remedy => remedy!), .. end]))
            .Where(fix => Mends(site, fix, faults.Length - solved.Length))
            .Take(1);
    }

    /// <summary>
    /// What closes the open brackets: at the end, or on a line behind it if the end is in a comment. Nothing if all are closed.
    /// </summary>
    private static IEnumerable<ImmutableArray<SyntaxRemedy>> Ends(FixSite site, ImmutableArray<SyntaxFault> solved)
    {
        var open = solved.Where(IsUnclosed).OrderByDescending(fault => fault.Start).ToArray();
        if (open.Length == 0)
        {
            return
            [
                [],
            ];
        }

        var brackets = string.Concat(open.Select(fault => fault.Kind is SyntaxFaultKind.UnclosedObject ? '}' : ']'));
        var end = site.Document.Text.Span.TrimEnd(" \t\r\n"u8).Length;
        var line = site.Edits.LineBreak();
        var hasLines = site.Document.Lines.LineOf(end) > 0;
        return new[] { hasLines ? line : "", line }.Select(
            ImmutableArray<SyntaxRemedy> (before) => [new($"Add the missing {brackets}", [JsonEdits.Insert(end, before + brackets)])]
        );
    }

    private static CatalogFix Made(FixSite site, ImmutableArray<SyntaxRemedy> remedies) =>
        site.Safe(
            remedies.DistinctBy(remedy => remedy.Title).Count() == 1 ? remedies[0].Title : "Correct the JSON of this line",
            remedies.SelectMany(remedy => remedy.Edits)
        );

    private static bool Mends(FixSite site, CatalogFix fix, int left)
    {
        for (var at = 1; at < fix.Edits.Length; at++)
        {
            if (fix.Edits[at].Span.Start < fix.Edits[at - 1].Span.End)
            {
                return false;
            }
        }

        var after = site.Edits.Apply(fix.Edits);
        var line = after.Lines.Line(after.Lines.LineOf(site.Start));
        return after.Faults.Length == left && !after.Faults.Any(fault => fault.Start >= line.Start && fault.Start <= line.End);
    }

    /// <summary>A bare word where a comma is missing is more likely the next word of a text whose quotes are missing.</summary>
    private static bool HasWordsOfAText(ImmutableArray<SyntaxFault> faults)
    {
        var inOrder = faults.OrderBy(fault => fault.Start).ToArray();
        return inOrder
            .Zip(inOrder.Skip(1))
            .Any(pair =>
                pair.First.Kind is SyntaxFaultKind.MissingComma
                && pair.Second.Kind is SyntaxFaultKind.UnquotedName or SyntaxFaultKind.UnquotedText
            );
    }

    private static bool IsUnclosed(SyntaxFault fault) => fault.Kind is SyntaxFaultKind.UnclosedObject or SyntaxFaultKind.UnclosedArray;
}
