namespace ShimLsp.Server.Tests.Docs;

/// <summary>What the Python shim does: the page says by numbers what does it here, with the tests that carry the number.</summary>
public class ParityPageTests
{
    private const int Rows = 21;

    private static readonly NumberedTests Table = new("Coming from the Python shim", "Parity");

    [Fact]
    public void The_page_has_every_number() => Table.Rows.Keys.Should().Equal(Enumerable.Range(1, Rows).Select(number => $"{number}"));

    [Fact]
    public void Each_row_names_a_test_that_exists() =>
        Table
            .Rows.Keys.Should()
            .AllSatisfy(number => Table.Named(number).Should().NotBeEmpty().And.OnlyContain(name => NamedTest.Exists(name)));

    /// <summary>A test of another project carries no number that could be read here.</summary>
    [Fact]
    public void Each_row_names_every_test_that_carries_its_number() =>
        Table.Carried.Should().AllSatisfy(tests => Table.Named(tests.Key).Should().Contain(tests));

    [Fact]
    public void Each_test_of_this_project_that_a_row_names_carries_its_number()
    {
        var here = typeof(NamedTest).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        Table
            .Rows.Keys.Should()
            .AllSatisfy(number =>
                Table.Named(number).Where(name => here.Contains(name.Split('.')[0])).Should().BeSubsetOf(Table.Carried[number])
            );
    }
}
