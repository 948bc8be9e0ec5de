namespace ShimLsp.Server.Tests.Docs;

/// <summary>The pages claim nothing that no test shows: each test that they name exists, and each row that should name one does.</summary>
public class NamedTestsTests
{
    private static readonly string[] Heads = ["the test", "shown by"];

    public static TheoryData<string> Pages =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(NamedTest.Repository, "docs"), "*.md", SearchOption.AllDirectories)
                .Where(page => NamedTest.In(File.ReadAllText(page)).Any())
                .Select(page => Path.GetRelativePath(NamedTest.Repository, page)),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_that_a_page_names_exists(string page) =>
        NamedTest.In(TextOf(page)).Where(name => !NamedTest.Exists(name)).Should().BeEmpty("a page names no test that is gone");

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_row_that_should_name_a_test_does(string page) =>
        RowsThatName(TextOf(page)).Where(row => !NamedTest.In(row).Any() && !IsTheSame(row)).Should().BeEmpty();

    /// <summary>The rows of the tables whose last column has a test, without their heads.</summary>
    private static IEnumerable<string> RowsThatName(string page)
    {
        var (isInTable, hasTests) = (false, false);
        foreach (var line in page.Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                isInTable = false;
                continue;
            }

            if (!isInTable)
            {
                (isInTable, hasTests) = (true, Heads.Contains(LastCellOf(line)));
            }
            else if (hasTests && !line.StartsWith("| -", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    /// <summary>A row may point to the one above it.</summary>
    private static bool IsTheSame(string row) => LastCellOf(row).StartsWith("the same", StringComparison.Ordinal);

    private static string LastCellOf(string row) => row.TrimEnd('|', ' ').Split('|')[^1].Trim();

    private static string TextOf(string page) => File.ReadAllText(Path.Combine(NamedTest.Repository, page));
}
