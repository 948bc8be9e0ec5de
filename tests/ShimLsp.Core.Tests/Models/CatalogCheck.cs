using System.Globalization;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Models;

/// <summary>The one place of these tests that knows the parser's API.</summary>
internal static class CatalogCheck
{
    /// <summary>Marks in a test's text where a problem is expected. It is removed before parsing.</summary>
    private const char Mark = '»';

    public static CatalogParse Parse(string text) => CatalogParser.Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The catalog of a text that has nothing wrong.</summary>
    public static Catalog Clean(string text)
    {
        var parse = Parse(text);
        parse.Problems.Should().BeEmpty();
        return parse.Catalog!;
    }

    /// <summary>The one model of a text that has nothing wrong.</summary>
    public static ModelSpec CleanModel(string text) => Clean(text).Models.Should().ContainSingle().Subject;

    /// <summary>
    /// The text, rid of its marks, gives exactly these problems, one a mark and in their order, each written as
    /// <c>severity code path</c>; a path of <c>-</c> is that of the whole document. That rows state no costs is passed over unless
    /// expected: most rows here state none.
    /// </summary>
    public static CatalogParse Problems(string marked, params string[] expected)
    {
        var parts = marked.Split(Mark);
        var places = parts.Take(parts.Length - 1).Select((_, at) => Place(string.Concat(parts.Take(at + 1))));
        var parse = Parse(string.Concat(parts));
        parse
            .Problems.Where(problem =>
                problem.Code != "noCostBasis" || expected.Any(one => one.Contains(problem.Code, StringComparison.Ordinal))
            )
            .Select(Describe)
            .Should()
            .Equal(expected.Zip(places, (problem, place) => $"{problem} at {place}"));
        parse.Problems.Should().OnlyContain(problem => problem.Message.EndsWith('.') || problem.Message.EndsWith('?'));
        return parse;
    }

    /// <summary>
    /// The one problem of a text that has this code covers what is between » and «, and the other place that belongs to it is what is
    /// between ‹ and ›, if there is such a mark.
    /// </summary>
    public static CatalogProblem Range(string marked, string code)
    {
        var problem = Parse(Without(marked, "»«‹›")).Problems.Should().ContainSingle(each => each.Code == code).Subject;
        var (start, end) = (marked.IndexOf('»', StringComparison.Ordinal), marked.IndexOf('«', StringComparison.Ordinal));
        At(problem.Line, problem.Column).Should().Be(Place(Without(marked[..start], "»«‹›")));
        At(problem.EndLine, problem.EndColumn).Should().Be(Place(Without(marked[..end], "»«‹›")));
        var bytes = Encoding.UTF8.GetBytes(Without(marked, "»«‹›").TrimStart('\uFEFF'));
        Encoding
            .UTF8.GetString(bytes[problem.Span!.Value.Start..problem.Span.Value.End])
            .Should()
            .Be(Without(marked[(start + 1)..end], "»«‹›"));
        var (otherStart, otherEnd) = (marked.IndexOf('‹', StringComparison.Ordinal), marked.IndexOf('›', StringComparison.Ordinal));
        (problem.Related is null).Should().Be(otherStart < 0);
        if (problem.Related is { } other)
        {
            At(other.Start.Line, other.Start.Column).Should().Be(Place(Without(marked[..otherStart], "»«‹›")));
            At(other.End.Line, other.End.Column).Should().Be(Place(Without(marked[..otherEnd], "»«‹›")));
            Encoding
                .UTF8.GetString(bytes[other.Span.Start..other.Span.End])
                .Should()
                .Be(Without(marked[(otherStart + 1)..otherEnd], "»«‹›"));
        }

        return problem;
    }

    /// <summary>The models of the text, rid of its marks, start at exactly these marks.</summary>
    public static void Positions(string marked)
    {
        var parts = marked.Split(Mark);
        var places = parts.Take(parts.Length - 1).Select((_, at) => Place(string.Concat(parts.Take(at + 1))));
        Parse(string.Concat(parts))
            .Catalog!.Models.Select(model => At(model.Position?.Line, model.Position?.Column))
            .Should()
            .Equal(places);
    }

    private static string Without(string text, string marks) => string.Concat(text.Where(letter => !marks.Contains(letter)));

    private static string Describe(CatalogProblem problem) =>
        $"{problem.Severity.ToString().ToLowerInvariant()} {problem.Code} {problem.Path ?? "-"} at {At(problem.Line, problem.Column)}";

    private static string Place(string before)
    {
        var text = before.TrimStart('\uFEFF').ReplaceLineEndings("\n"); // a byte order mark is no part of the first line
        return At(text.Count(letter => letter == '\n'), text.Length - 1 - text.LastIndexOf('\n'));
    }

    private static string At(int? line, int? column) => string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
}
