using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Reports names of the file that nothing reads. The usual one is a field of <c>router</c> that is written beside it. A file of the older
/// shim may also be the settings of another program, whose names are none of our business.
/// </summary>
internal static class TopLevelNames
{
    private const string RouterPrefix = "router.";

    /// <summary>Reports them.</summary>
    /// <param name="file">The file's object.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="typos">Finds typing mistakes, which are reported already.</param>
    public static void Check(ObjectSyntax file, ProblemList problems, TypoFinder typos)
    {
        var table = FileFields.Table;
        var isOlder = file.Members.Any(member => FileFields.Models.Aliases.Contains(member.Name));
        foreach (var member in file.Members)
        {
            var name = member.Name;
            if (table.Find(name) is not null || table.Ignored.Contains(name) || IsNote(name) || typos.NearField(table, name) is not null)
            {
                continue;
            }

            var ofRouter = FieldOfRouter(name);
            if (ofRouter is null && isOlder)
            {
                continue;
            }

            problems.Add(
                member.NameStart,
                ofRouter is null ? ProblemSeverity.Info : ProblemSeverity.Warning,
                CatalogProblemCode.UnknownField,
                $"{ShownText.Quote(name)} is not known here and is ignored. "
                    + (ofRouter is null ? "Remove it, or correct its name." : $"Write `{ofRouter.Name}` inside `router`.")
            );
        }
    }

    /// <summary>The field of the router that a name is, also as <c>router.NAME</c>; null if it is none.</summary>
    /// <param name="name">The name.</param>
    public static Field? FieldOfRouter(string name) =>
        RouterFields.Table.Find(name.StartsWith(RouterPrefix, StringComparison.Ordinal) ? name[RouterPrefix.Length..] : name)?.Field;

    /// <summary>Whether a name is one that people give to a comment.</summary>
    /// <param name="name">The name.</param>
    public static bool IsNote(string name) =>
        name.Length == 0 || name[0] is '$' or '_' or '/' or '#' || name.StartsWith("comment", StringComparison.OrdinalIgnoreCase);
}
