using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Docs;

/// <summary>The faults that users of gateways report: the page lists each by its number, with the tests that carry the number.</summary>
public partial class ReportedFaultsPageTests
{
    private const int Faults = 23;

    private static readonly string Page = File.ReadAllText(Path.Combine(NamedTest.Repository, "docs", "gateway-requests.md"));

    /// <summary>The rows of the table: the number, and the tests.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Rows = Row()
        .Matches(Page)
        .ToDictionary(row => row.Groups["number"].Value, row => NamedTest.In(row.Value).ToArray());

    [Fact]
    public void The_page_has_every_number() => Rows.Keys.Should().Equal(Enumerable.Range(1, Faults).Select(number => $"{number}"));

    [Fact]
    public void Each_row_says_who_reported_it() =>
        Row().Matches(Page).Where(row => !Source().IsMatch(row.Value)).Select(row => row.Value).Should().BeEmpty();

    [Fact]
    public void Each_row_names_the_tests_of_its_number_and_no_other() =>
        Rows.Should().BeEquivalentTo(Tests().GroupBy(test => test.Number).ToDictionary(group => group.Key, Names));

    private static string[] Names(IGrouping<string, (string Number, string Name)> group) => [.. group.Select(test => test.Name)];

    private static IEnumerable<(string Number, string Name)> Tests() =>
        from type in typeof(NamedTest).Assembly.GetTypes()
        from method in type.GetMethods()
        where NamedTest.Is(method)
        from trait in method.GetCustomAttributesData()
        where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is "Fault"
        select ((string)trait.ConstructorArguments[1].Value!, $"{type.Name}.{method.Name}");

    [GeneratedRegex(@"^\| (?<number>\d+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    // owner/repository#1, or the one before
    [GeneratedRegex(@"[\w.-]+/[\w.-]+#\d+")]
    private static partial Regex Source();
}
