using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Docs;

/// <summary>The faults that users of gateways report: the page lists each by its number, with the tests that carry the number.</summary>
public partial class ReportedFaultsPageTests
{
    private const int Faults = 23;

    private static readonly NumberedTests Table = new("Faults that users of gateways report", "Fault");

    [Fact]
    public void The_page_has_every_number() => Table.Rows.Keys.Should().Equal(Enumerable.Range(1, Faults).Select(number => $"{number}"));

    [Fact]
    public void Each_row_says_who_reported_it() => Table.Rows.Values.Where(row => !Source().IsMatch(row)).Should().BeEmpty();

    [Fact]
    public void Each_row_names_the_tests_of_its_number_and_no_other() =>
        Table
            .Rows.Keys.ToDictionary(number => number, Table.Named)
            .Should()
            .BeEquivalentTo(Table.Carried.ToDictionary(tests => tests.Key, tests => tests.ToArray()));

    // owner/repository#1, or the one before
    [GeneratedRegex(@"[\w.-]+/[\w.-]+#\d+")]
    private static partial Regex Source();
}
