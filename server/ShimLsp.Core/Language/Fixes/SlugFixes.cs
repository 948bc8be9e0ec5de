using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Slugs, and what names them.</summary>
internal static class SlugFixes
{
    /// <summary>The slug that is used instead.</summary>
    public static IEnumerable<CatalogFix> Invalid(FixSite site)
    {
        if (site.Value is not StringSyntax text)
        {
            return [];
        }

        var derived = SlugAssignment.Derive(text.Value.Trim());
        return [site.Safe($"Write {ShownText.Quote(derived)}", JsonEdits.Replace(text, JsonEdits.Quote(derived)))];
    }

    /// <summary>The slug that the later one is listed by; or the row goes.</summary>
    public static IEnumerable<CatalogFix> Duplicate(FixSite site)
    {
        if (site.Value is not StringSyntax text)
        {
            return [];
        }

        if (site.Row is not { Model: { } model } row)
        {
            var auto = site.Document.Index.Auto;
            return ReferenceEquals(text, site.Document.Index.AutoNode) ? [Rename(site, text, auto)] : [];
        }

        return model.Slug.Value == text.Value.Trim()
            ? WithAutosSlug(site, row, text)
            : [Rename(site, text, model.Slug.Value), .. RemoveRow(site, row)];
    }

    /// <summary>The slugs that are near; or what is ignored goes.</summary>
    public static IEnumerable<CatalogFix> Unknown(FixSite site)
    {
        var reference = site.Document.Index.References.FirstOrDefault(each => each.Node.Start == site.Start);
        if (reference is null)
        {
            return [];
        }

        // A model that is a candidate already would be one twice.
        var isCandidate = reference.Kind is ReferenceKind.Candidate;
        var slugs = site
            .Document.Index.Rows.Where(row =>
                row.Model is not null
                && !(isCandidate && site.Document.Index.ReferencesTo(row).Any(other => other.Kind is ReferenceKind.Candidate))
            )
            .Select(row => row.Slug);
        string[] auto = reference.Kind is ReferenceKind.Alias ? [site.Document.Index.Auto] : [];
        return NearestNames
            .Of(reference.Name, slugs.Concat(auto).Distinct())
            .Select(
                (near, rank) =>
                    site.Fix($"Write {ShownText.Quote(near)}", JsonEdits.Replace(reference.Node, JsonEdits.Quote(near))) with
                    {
                        IsPreferred = rank == 0,
                    }
            )
            .Concat(Remove(site, reference));
    }

    private static IEnumerable<CatalogFix> Remove(FixSite site, SlugReference reference) =>
        reference.Kind switch
        {
            ReferenceKind.Candidate when site.Place.Candidate is { } candidate => CandidateFixes.Remove(
                site,
                candidate,
                "Remove this candidate"
            ),
            ReferenceKind.Alias when site.List is { } list => list.Items.Length > 1
                ? [site.Fix($"Remove {ShownText.Quote(reference.Name)}", site.Edits.Remove(list, reference.Node))]
                : [],
            _ when site is { Member: { } member, Parent: { } parent } =>
            [
                site.Fix($"Remove {ShownText.Quote(member.Name)}", site.Edits.Remove(parent, member)),
            ],
            _ => [],
        };

    private static CatalogFix Rename(FixSite site, StringSyntax text, string slug) =>
        site.Safe($"Write {ShownText.Quote(slug)}, as it is listed now", JsonEdits.Replace(text, JsonEdits.Quote(slug)));

    private static IEnumerable<CatalogFix> RemoveRow(FixSite site, IndexedRow row) =>
        site.Document.Reading.Models is { } list ? [site.Fix("Remove this row", site.Edits.Remove(list, row.Node))] : [];

    /// <summary>A row that takes Auto's slug is named by its model, and what names the row follows.</summary>
    private static IEnumerable<CatalogFix> WithAutosSlug(FixSite site, IndexedRow row, StringSyntax text)
    {
        var index = site.Document.Index;
        var derived = SlugAssignment.Derive(row.Model!.Model);
        var free = Enumerable
            .Range(1, index.Rows.Length + 2)
            .Select(number => number == 1 ? derived : $"{derived}-{number}")
            .First(slug => index.Find(slug) is null && slug != text.Value.Trim() && slug != index.Auto);
        var quoted = JsonEdits.Quote(free);
        return
        [
            site.Preferred(
                $"Write {ShownText.Quote(free)}",
                [JsonEdits.Replace(text, quoted), .. index.ReferencesTo(row).Select(reference => JsonEdits.Replace(reference.Node, quoted))]
            ),
        ];
    }
}
