using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>What Auto may choose.</summary>
internal static class CandidateFixes
{
    private const int MostRows = 100;

    /// <summary>The later one goes.</summary>
    public static IEnumerable<CatalogFix> Duplicate(FixSite site) =>
        site.Place.Candidate is { } candidate
            ? Remove(site, candidate, "Remove this candidate, which is a duplicate")
                .Select(fix => fix with { IsPreferred = true, IsSafe = true })
            : [];

    /// <summary>A candidate goes, if it is not the only one: an empty list means every model.</summary>
    public static IEnumerable<CatalogFix> Remove(FixSite site, JsonSyntax candidate, string title) =>
        site.Place.Chain.OfType<ArraySyntax>().LastOrDefault(list => list.Items.Contains(candidate)) is { Items.Length: > 1 } list
            ? [site.Fix(title, site.Edits.Remove(list, candidate))]
            : [];

    /// <summary>The default becomes a candidate.</summary>
    public static IEnumerable<CatalogFix> DefaultOutside(FixSite site)
    {
        var index = site.Document.Index;
        if (index.References.FirstOrDefault(each => each.Node.Start == site.Start) is not { Row: { } row })
        {
            return [];
        }

        var list = site.Document.Reading.Router.CandidatesNode as ArraySyntax;
        var isListed = list is null || index.References.Any(each => each.Kind is ReferenceKind.Candidate && ReferenceEquals(each.Row, row));
        var edits = Allow(site, row).ToList();
        if (!isListed)
        {
            var slug = JsonEdits.Quote(row.Slug);
            var areObjects = list!.Items.All(item => item is ObjectSyntax);
            edits.Add(site.Edits.Add(list, areObjects ? $"{{ \"slug\": {slug} }}" : slug));
        }

        var title = isListed
            ? $"Let Auto choose {ShownText.Quote(row.Slug)}"
            : $"Add {ShownText.Quote(row.Slug)} to `{RouterFields.Candidates.Name}`";
        return edits.Count == 0 ? [] : [site.Preferred(title, edits)];
    }

    /// <summary>What the rows forbid is allowed again, of those that are listed.</summary>
    public static IEnumerable<CatalogFix> None(FixSite site)
    {
        var index = site.Document.Index;
        var isListed = site.Document.Reading.Router.CandidatesNode is not null;
        var rows = index
            .Rows.Where(row => !isListed || index.ReferencesTo(row).Any(reference => reference.Kind is ReferenceKind.Candidate))
            .Take(MostRows)
            .ToArray();
        var edits = rows.SelectMany(row => Allow(site, row)).ToArray();
        return edits.Length == 0 ? []
            : rows.Length == 1 ? site.IfItSolves(site.Preferred($"Let Auto choose {ShownText.Quote(rows[0].Slug)}", edits))
            : site.IfItSolves(site.Preferred("Let Auto choose these models", edits));
    }

    /// <summary>A card that says too little goes: the classifier is sent the name then.</summary>
    public static IEnumerable<CatalogFix> VagueCard(FixSite site) =>
        site is { Member: { Value: StringSyntax { Value: var card } } member, Parent: { } parent } && CandidateChecks.IsVague(card)
            ? [site.Fix("Remove the card", site.Edits.Remove(parent, member))]
            : [];

    private static IEnumerable<SpanEdit> Allow(FixSite site, IndexedRow row) =>
        row.Node is ObjectSyntax node
        && MemberLookup.Of(node, RowFields.Table, RowFields.Candidate) is { Value: BooleanSyntax { Value: false } } member
            ? site.Edits.Remove(node, member)
            : [];
}
