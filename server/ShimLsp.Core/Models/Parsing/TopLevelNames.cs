using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reports names of the file that nothing reads. A field of `router` that is written beside it is the usual one.</summary>
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
        foreach (var member in file.Members)
        {
            var name = member.Name;
            if (table.Find(name) is not null || table.Ignored.Contains(name) || IsNote(name) || typos.NearField(table, name) is not null)
            {
                continue;
            }

            var field = name.StartsWith(RouterPrefix, StringComparison.Ordinal) ? name[RouterPrefix.Length..] : name;
            var (severity, remedy) = RouterFields.Table.Find(field) is { } known
                ? (ProblemSeverity.Warning, $"Write `{known.Field.Name}` inside `router`.")
                : (ProblemSeverity.Info, "Remove it, or correct its name.");
            problems.Add(
                member.NameStart,
                severity,
                CatalogProblemCode.UnknownField,
                $"{ShownText.Quote(name)} is not known here and is ignored. {remedy}"
            );
        }
    }

    private static bool IsNote(string name) =>
        name.Length == 0 || name[0] is '$' or '_' or '/' or '#' || name.StartsWith("comment", StringComparison.OrdinalIgnoreCase);
}
