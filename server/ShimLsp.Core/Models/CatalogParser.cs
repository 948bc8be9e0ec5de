using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
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
            return Unreadable(
                [],
                At(0),
                CatalogProblemCode.TooLarge,
                $"The file is larger than {MaxBytes / 1024 / 1024} MiB and is not read."
            );
        }

        var text = utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        if (!Utf8.IsValid(text))
        {
            return Unreadable(
                text,
                At(FirstInvalid(text)),
                CatalogProblemCode.InvalidUtf8,
                "The file is not UTF-8 from here on. Save it as UTF-8."
            );
        }

        var root = JsonSyntaxReader.Read(text, out var fault);
        return fault is { } reason ? Unreadable(text, reason) : Parse(text, root!);
    }

    private static CatalogParse Parse(ReadOnlySpan<byte> text, JsonSyntax root)
    {
        var problems = new ProblemList();
        var typos = new TypoFinder();
        ArraySyntax? models;
        var saysModels = true;
        ObjectSyntax? routerNode = null;
        ObjectSyntax? gatewayNode = null;
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
                TopLevelNames.Check(node, problems, typos);
                break;
            default:
                return Unreadable(
                    text,
                    ProblemList.SpanOf(root),
                    CatalogProblemCode.NotACatalog,
                    "A catalog must be an object with `models`, or an array of models.",
                    inSchema: true
                );
        }

        if (!saysModels || models is { Items.IsEmpty: true })
        {
            problems.Warning(models ?? root, CatalogProblemCode.NoModels, "The catalog has no models. Add rows to `models`.");
        }

        var rows = Rows(text, models?.Items ?? [], problems, typos);
        var router = new RouterParser(problems, typos).Parse(routerNode);
        var gateway = new GatewayParser(problems, typos).Parse(gatewayNode);
        var catalog = new CatalogResolver(problems, typos).Resolve(rows, router, gateway, models ?? root);
        return new CatalogParse(catalog, problems.Locate(text, root));
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

    private static CatalogParse Unreadable(ReadOnlySpan<byte> text, SyntaxFault fault)
    {
        var (code, message) = fault.Kind switch
        {
            SyntaxFaultKind.Empty => (CatalogProblemCode.EmptyFile, "The file is empty. Write an object with `models`."),
            SyntaxFaultKind.TooDeep => (
                CatalogProblemCode.TooDeep,
                $"The file nests deeper than {JsonSyntaxReader.MaxDepth} levels here. No catalog needs that."
            ),
            SyntaxFaultKind.LoneSurrogate => (
                CatalogProblemCode.InvalidJson,
                "An escape in this string is half of a surrogate pair. Write the character itself."
            ),
            _ => (
                CatalogProblemCode.InvalidJson,
                "This is not JSON from here on. Look for a missing comma, quote or bracket here or just before."
            ),
        };
        // Editors that know JSON say that it breaks off. They set no limit of depth, and accept half a character.
        var inSchema = fault.Kind is SyntaxFaultKind.Grammar;
        return Unreadable(text, new(fault.Offset, ProblemDraft.EndOfToken), code, message, inSchema);
    }

    private static CatalogParse Unreadable(ReadOnlySpan<byte> text, TextSpan span, string code, string message, bool inSchema = false)
    {
        var problems = new ProblemList();
        problems.Add(new ProblemDraft(span, ProblemSeverity.Error, code, message) { IsInSchema = inSchema });
        return new CatalogParse(null, problems.Locate(text, root: null));
    }

    private static TextSpan At(int offset) => new(offset, offset);

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
