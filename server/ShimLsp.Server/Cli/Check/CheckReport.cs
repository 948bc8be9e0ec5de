using System.Collections.Immutable;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Check;

/// <summary>What <c>check</c> found, as <c>--json</c> writes it.</summary>
/// <param name="File">The catalog that was read: the name as written, <c>stdin</c>, a full path or <c>embedded</c>.</param>
/// <param name="Models">How many models it gives; null if the catalog cannot be read.</param>
/// <param name="Errors">How many problems lose a row or the whole file.</param>
/// <param name="Warnings">How many problems lose less than that.</param>
/// <param name="Notes">How many problems lose nothing.</param>
/// <param name="Problems">All problems, in the order of the file.</param>
internal sealed record CheckReport(string File, int? Models, int Errors, int Warnings, int Notes, IReadOnlyList<ProblemInfo> Problems)
{
    /// <summary>Checks a text.</summary>
    /// <param name="name">The name of the text in messages.</param>
    /// <param name="bytes">The text; it is read to its end, or to where it is longer than a catalog may be.</param>
    public static CheckReport Of(string name, Stream bytes)
    {
        var text = new MemoryStream();
        var piece = new byte[64 << 10];
        while (text.Length <= CatalogParser.MaxBytes && bytes.Read(piece) is > 0 and var count)
        {
            text.Write(piece.AsSpan(0, count));
        }

        var utf8 = text.GetBuffer().AsMemory(0, (int)text.Length);
        var parse = CatalogParser.Parse(utf8.Span);
        return Of(
            name,
            parse.Catalog,
            [.. InOrder(parse.Problems, parse.Catalog is null ? [] : OfText(utf8)).Select(problem => problem with { Source = name })]
        );
    }

    /// <summary>Checks the catalog that a workspace would use, and the way to it.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="folder">The workspace.</param>
    public static CheckReport OfWorkspace(CommandContext context, FolderPath folder)
    {
        var state = new WorkspaceCatalogs(context.Host, new StateFolder(context.Host))
            .Load(new() { Folder = folder }, previous: null)
            .State;
        // A file that cannot be read is named by its problem.
        var name = state.Sources is [var source, ..] ? source : state.Problems[0].Source;
        return Of(name, state.Catalog, InOrder(state.Problems, state.Sources is [] ? [] : OfFile(name)));
    }

    /// <summary>What only a look at the text of the file in use finds. It may have gone since, and the sample is not a file.</summary>
    private static ImmutableArray<CatalogProblem> OfFile(string path)
    {
        try
        {
            return System.IO.File.Exists(path) && new FileInfo(path).Length <= CatalogParser.MaxBytes
                ? [.. OfText(System.IO.File.ReadAllBytes(path)).Select(problem => problem with { Source = path })]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static ImmutableArray<CatalogProblem> OfText(ReadOnlyMemory<byte> utf8) =>
        CatalogDiagnostics.OfText(CatalogDocument.Read(utf8));

    private static ImmutableArray<CatalogProblem> InOrder(ImmutableArray<CatalogProblem> parsed, ImmutableArray<CatalogProblem> more) =>
        more.IsEmpty ? parsed : [.. parsed.Concat(more).OrderBy(problem => problem.Span?.Start ?? 0)];

    private static CheckReport Of(string name, Catalog? catalog, ImmutableArray<CatalogProblem> problems) =>
        new(
            name,
            catalog?.Models.Length,
            Count(problems, ProblemSeverity.Error),
            Count(problems, ProblemSeverity.Warning),
            Count(problems, ProblemSeverity.Info),
            [.. problems.Select(problem => problem.ToInfo())]
        );

    private static int Count(ImmutableArray<CatalogProblem> problems, ProblemSeverity severity) =>
        problems.Count(problem => problem.Severity == severity);
}
