using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models;

/// <summary>The result of reading a models.json.</summary>
/// <param name="Catalog">The catalog; null if the text as a whole cannot be read.</param>
/// <param name="Problems">The problems, in the text's order. Their <see cref="CatalogProblem.Source"/> is not set.</param>
public sealed record CatalogParse(Catalog? Catalog, ImmutableArray<CatalogProblem> Problems);

/// <summary>
/// Reads models.json: JSON with comments and trailing commas, in every shape that older files use. It never throws, whatever the bytes. A
/// bad field is left out; a row that lacks a required field is left out. Takes linear time.
/// </summary>
public static class CatalogParser
{
    /// <summary>The largest text that is read, in bytes: 16 MiB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The largest number of rows that are read. Without a limit, 16 MiB of <c>"a",</c> would need gigabytes.</summary>
    public const int MaxRows = 100_000;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a catalog.</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is skipped.</param>
    public static CatalogParse Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return Unreadable([], TooLarge);
        }

        var text = utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        var (root, faults) = JsonSyntaxReader.Read(text);
        return faults is [var first, ..] ? Unreadable(text, SyntaxProblems.Of(first)) : Read(text, root!, [], hints: false).Parse;
    }

    /// <summary>Reads a text for an editor, past its faults. For use, a text with a fault is refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tree">Its tree, with the faults.</param>
    internal static CatalogReading ReadOn(ReadOnlySpan<byte> text, JsonTree tree)
    {
        if (text.Length > MaxBytes)
        {
            return new(Unreadable(text, TooLarge), null);
        }

        var faults = SyntaxProblems.FirstOfLines(text, tree.Faults);
        if (tree.Root is { } root)
        {
            return Read(text, root, [.. faults], hints: true);
        }

        return new(new CatalogParse(null, Located(text, faults)), null);
    }

    private static CatalogReading Read(ReadOnlySpan<byte> text, JsonSyntax root, ImmutableArray<ProblemDraft> faults, bool hints)
    {
        var problems = new ProblemList(hints);
        var typos = new TypoFinder();
        ArraySyntax? models;
        var saysModels = true;
        ObjectSyntax? routerNode = null;
        ObjectSyntax? gatewayNode = null;
        ObjectSyntax? budgetNode = null;
        switch (root)
        {
            case ArraySyntax list:
                models = list;
                break;
            case ObjectSyntax node:
                var file = new FieldReader(FileFields.Table, problems, typos).Read(node);
                models = file.Array(FileFields.Models, ProblemSeverity.Error);
                saysModels = file.Value(FileFields.Models) is not null;
                routerNode = file.Object(FileFields.Router);
                gatewayNode = file.Object(FileFields.Gateway);
                budgetNode = file.Object(FileFields.Budget);
                TopLevelNames.Check(node, problems, typos);
                break;
            default:
                return new(new CatalogParse(null, Located(text, faults.Add(NotACatalog(root)))), root);
        }

        if (!saysModels || models is { Items.IsEmpty: true })
        {
            problems.Warning(models ?? root, CatalogProblemCode.NoModels, "The catalog has no models. Add rows to `models`.");
        }

        var rows = Rows(text, models?.Items ?? [], problems, typos);
        var router = new RouterParser(problems, typos).Parse(routerNode);
        var gateway = new GatewayParser(problems, typos).Parse(gatewayNode);
        var budget = new BudgetParser(problems, typos).Parse(budgetNode, rows);
        var catalog = new CatalogResolver(problems, typos).Resolve(rows, router, gateway, budget, models ?? root);
        problems.Replace(faults);
        return new(new CatalogParse(catalog, problems.Locate(text, root)), root)
        {
            Models = models,
            Rows = rows,
            Router = router,
        };
    }

    private static ImmutableArray<RowDraft> Rows(
        ReadOnlySpan<byte> text,
        ImmutableArray<JsonSyntax> items,
        ProblemList problems,
        TypoFinder typos
    )
    {
        if (items.Length > MaxRows)
        {
            problems.Error(
                items[MaxRows],
                CatalogProblemCode.TooLarge,
                $"The catalog has more than {MaxRows} rows. Those from here on are ignored."
            );
        }

        var parser = new RowParser(problems, typos);
        var rows = ImmutableArray.CreateBuilder<RowDraft>(Math.Min(items.Length, MaxRows));
        var sweep = new PositionSweep(text);
        foreach (var item in items.AsSpan()[..rows.Capacity])
        {
            var (line, column) = sweep.At(item.Start);
            if (parser.Parse(item, new TextPosition(line, column)) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows.DrainToImmutable();
    }

    private static ProblemDraft TooLarge =>
        new(
            new(0, 0),
            ProblemSeverity.Error,
            CatalogProblemCode.TooLarge,
            $"The file is larger than {MaxBytes / 1024 / 1024} MiB and is not read."
        );

    private static ProblemDraft NotACatalog(JsonSyntax root) =>
        new(
            ProblemList.SpanOf(root),
            ProblemSeverity.Error,
            CatalogProblemCode.NotACatalog,
            "A catalog must be an object with `models`, or an array of models."
        )
        {
            IsInSchema = true,
        };

    private static CatalogParse Unreadable(ReadOnlySpan<byte> text, ProblemDraft why) => new(null, Located(text, [why]));

    private static ImmutableArray<CatalogProblem> Located(ReadOnlySpan<byte> text, IEnumerable<ProblemDraft> drafts)
    {
        var problems = new ProblemList();
        foreach (var draft in drafts)
        {
            problems.Add(draft);
        }

        return problems.Locate(text, root: null);
    }
}
