using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>
/// Reports fields that nothing reads and that no known name is similar to. The parser reports the similar ones, and the names of the file
/// itself. A file of the older shim may be the settings of another program.
/// </summary>
internal static class UnreadFieldRule
{
    /// <summary>Reports them.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problems">Where to report.</param>
    public static void Check(CatalogDocument document, ProblemList problems)
    {
        if (document.Tree is not { } root || IsOlder(root))
        {
            return;
        }

        var walk = new Walk(problems);
        var models = root as ArraySyntax ?? MemberLookup.Of(root, FileFields.Table, FileFields.Models)?.Value as ArraySyntax;
        foreach (var row in models?.Items ?? [])
        {
            walk.Check(row, RowFields.Table, "a row");
            walk.Check(MemberLookup.Of(row, RowFields.Table, RowFields.Pricing)?.Value, PricingFields.Table, "`pricing`");
        }

        var router = MemberLookup.Of(root, FileFields.Table, FileFields.Router)?.Value;
        walk.Check(router, RouterFields.Table, "`router`");
        foreach (var candidate in (MemberLookup.Of(router, RouterFields.Table, RouterFields.Candidates)?.Value as ArraySyntax)?.Items ?? [])
        {
            walk.Check(candidate, CandidateFields.Table, "a candidate");
        }

        walk.Check(MemberLookup.Of(root, FileFields.Table, FileFields.Gateway)?.Value, GatewayFields.Table, "`gateway`");

        var budget = MemberLookup.Of(root, FileFields.Table, FileFields.Budget)?.Value;
        walk.Check(budget, BudgetFields.Table, "`budget`");
        foreach (var part in new[] { BudgetFields.PerTenant, BudgetFields.PerWorkspace })
        {
            walk.Check(MemberLookup.Of(budget, BudgetFields.Table, part)?.Value, BudgetLimitFields.Table, $"`{part.Name}`");
        }
    }

    private static bool IsOlder(JsonSyntax root) =>
        root is ObjectSyntax { Members: var members } && members.Any(member => FileFields.Models.Aliases.Contains(member.Name));

    /// <summary>One look at a document. It searches for similar names within the parser's bounds.</summary>
    private sealed class Walk(ProblemList problems)
    {
        private readonly TypoFinder typos = new();

        public void Check(JsonSyntax? node, FieldTable table, string place)
        {
            foreach (var member in (node as ObjectSyntax)?.Members ?? [])
            {
                if (
                    table.Find(member.Name) is null
                    && !TopLevelNames.IsNote(member.Name)
                    && typos.NearField(table, member.Name) is null
                    && !(ReferenceEquals(table, RowFields.Table) && StrayAddress.Holds(member))
                )
                {
                    Report(member, table, place);
                }
            }
        }

        private void Report(JsonMember member, FieldTable table, string place)
        {
            var name = ShownText.Quote(member.Name);
            if (ForeignNames.Ours(table, member.Name) is { } ours)
            {
                problems.Add(
                    member.NameStart,
                    ProblemSeverity.Warning,
                    CatalogProblemCode.UnreadField,
                    $"Nothing reads {name} in {place}. Here it is written {ours}."
                );
            }
            else if (!table.Ignored.Contains(member.Name) || ForeignNames.LooksUsed(member))
            {
                problems.Add(
                    new(
                        new(member.NameStart, member.Value.End),
                        ProblemSeverity.Info,
                        CatalogProblemCode.UnreadField,
                        $"Nothing reads {name} in {place}. Remove it, or correct its name."
                    )
                    {
                        IsUnnecessary = true,
                    }
                );
            }
        }
    }
}
