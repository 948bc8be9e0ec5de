using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Fields that say nothing beside another one: the one that does not count goes.</summary>
internal static class SpareFieldFixes
{
    /// <summary>A name twice: the last one is used, so the one before it goes.</summary>
    public static IEnumerable<CatalogFix> Duplicate(FixSite site)
    {
        if (site is not { Member: { } member, Parent: { } parent })
        {
            return [];
        }

        // Names of headers that differ in case are one.
        var at = parent.Members.IndexOf(member);
        var earlier = parent.Members.Take(at).Where(other => other.Name == member.Name).ToArray() is { Length: > 0 } same
            ? same
            : [.. parent.Members.Take(at).Where(other => string.Equals(other.Name, member.Name, StringComparison.OrdinalIgnoreCase))];
        return earlier is [.., var spare]
            ? [site.Safe($"Remove the first {ShownText.Quote(spare.Name)}, which is not used", site.Edits.Remove(parent, spare))]
            : [];
    }

    /// <summary>Two spellings of one field: the one that is ignored goes.</summary>
    public static IEnumerable<CatalogFix> Conflicting(FixSite site) =>
        site is { Member: { } member, Parent: { } parent }
            ? [site.Safe($"Remove {ShownText.Quote(member.Name)}, which is ignored", site.Edits.Remove(parent, member))]
            : [];

    /// <summary>A field without effect goes. It is not preferred: a person may rather change what takes its effect away.</summary>
    public static IEnumerable<CatalogFix> NoEffect(FixSite site)
    {
        if (site is { Problem.IsUnnecessary: true, Member: { } member, Parent: { } parent })
        {
            return [site.Fix($"Remove {ShownText.Quote(member.Name)}", site.Edits.Remove(parent, member))];
        }

        return site.Place.Candidate is { } candidate ? CandidateFixes.Remove(site, candidate, "Remove this candidate") : [];
    }
}
