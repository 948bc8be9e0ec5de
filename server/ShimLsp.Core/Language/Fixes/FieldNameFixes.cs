using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Names of fields that nothing reads: the right name, the right place, or removal.</summary>
internal static class FieldNameFixes
{
    /// <summary>A misspelled name, or a field of the router beside it.</summary>
    public static IEnumerable<CatalogFix> Unknown(FixSite site)
    {
        if (site is not { Member: { } member, Parent: { } parent } || (site.Place.Fields ?? TableOf(site, parent)) is not { } table)
        {
            return [];
        }

        var remove = Remove(site, parent, member);
        if (new TypoFinder().NearField(table, member.Name) is { } near)
        {
            var isThere = MemberLookup.Of(parent, table, table.Find(near)!.Value.Field) is not null;
            return isThere ? [remove] : [site.Preferred($"Rename to `{near}`", JsonEdits.Rename(member, near)), remove];
        }

        return IntoRouter(site, parent, member) is { } move ? [move, remove] : [remove];
    }

    /// <summary>Another tool's name of a field, or a field that nothing reads.</summary>
    public static IEnumerable<CatalogFix> Unread(FixSite site)
    {
        if (site is not { Member: { } member, Parent: { } parent } || (site.Place.Fields ?? TableOf(site, parent)) is not { } table)
        {
            return [];
        }

        return ForeignNames.Meant(table, member.Name) is { } field
                ? site.IfItSolves(site.Preferred($"Rename to `{field.Name}`", JsonEdits.Rename(member, field.Name)))
            : site.Problem.IsUnnecessary ? [Remove(site, parent, member)]
            : [];
    }

    private static FieldTable? TableOf(FixSite site, ObjectSyntax parent) =>
        ReferenceEquals(parent, site.Document.Tree) ? FileFields.Table : null;

    private static CatalogFix Remove(FixSite site, ObjectSyntax parent, JsonMember member) =>
        site.Fix($"Remove {ShownText.Quote(member.Name)}", site.Edits.Remove(parent, member));

    private static CatalogFix? IntoRouter(FixSite site, ObjectSyntax file, JsonMember member)
    {
        if (!ReferenceEquals(file, site.Document.Tree) || TopLevelNames.FieldOfRouter(member.Name) is not { } field || !member.HasValue)
        {
            return null;
        }

        var title = $"Move `{field.Name}` into `router`";
        if (MemberLookup.Of(file, FileFields.Table, FileFields.Router) is not { Value: var block })
        {
            // It becomes the block, where it is.
            return site.Preferred(
                title,
                JsonEdits.Rename(member, FileFields.Router.Name),
                JsonEdits.Insert(member.Value.Start, $"{{ {JsonEdits.Quote(field.Name)}: "),
                JsonEdits.Insert(member.Value.End, " }")
            );
        }

        return block is ObjectSyntax router && MemberLookup.Of(router, RouterFields.Table, field) is null
            ? site.Preferred(
                title,
                [
                    .. site.Edits.Remove(file, member),
                    site.Edits.Add(router, field.Name, site.Document.TextOf(new(member.Value.Start, member.Value.End))),
                ]
            )
            : null;
    }
}
