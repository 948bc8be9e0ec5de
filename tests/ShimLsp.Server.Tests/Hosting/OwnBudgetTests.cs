using ShimLsp.Core.Spending;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>The budget of the person's own file applies beside that of a clone: a clone cannot raise it.</summary>
public sealed class OwnBudgetTests : IDisposable
{
    private const string Own = "ws/.shim/models.json";
    private const string User = "home/.config/shim-lsp/models.json";

    private readonly CatalogWorld world = new();

    public OwnBudgetTests()
    {
        world.Trust();
        world.Folder.Write(User, Catalog("user", 5));
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(null, "5 of all")]
    [InlineData(1000d, "1000 of the workspace, 5 of all")]
    [InlineData(1d, "1 of the workspace, 5 of all")]
    public void A_clones_file_adds_its_limit_and_takes_none_away(double? clones, string expected)
    {
        world.Folder.Write(Own, Catalog("own", clones));

        world.InForce().Should().Be("own");
        Limits().Should().Be(expected);
    }

    [Fact]
    public void Nor_does_a_setting_that_came_with_a_clone()
    {
        world.Folder.Write("ws/models.json", Catalog("set", 1000));
        world.Query = world.Query with { ModelsSetting = "models.json" };

        world.InForce().Should().Be("set");
        Limits().Should().Be("1000 of the workspace, 5 of all");
    }

    [Fact]
    public void Who_names_a_catalog_on_the_command_line_chooses_its_budget()
    {
        var named = world.Folder.Write("cwd/named.json", Catalog("named", 7));
        world.Query = world.Query with { ModelsOption = named };

        world.InForce().Should().Be("named");
        Limits().Should().Be("7 of all");
    }

    [Fact]
    public void A_change_of_the_own_file_is_seen_where_a_clones_file_is_in_force()
    {
        world.Folder.Write(Own, Catalog("own", null));
        Limits().Should().Be("5 of all");
        world.Watched().Should().Contain(User);

        world.Folder.Write(User, Catalog("user", 6));

        Limits().Should().Be("6 of all");
        world.Last!.CatalogChanged.Should().BeTrue("a session has to take the budget");
        Limits();
        world.Last!.CatalogChanged.Should().BeFalse();
    }

    [Fact]
    public void An_own_file_that_is_half_written_keeps_its_budget()
    {
        world.Folder.Write(Own, Catalog("own", null));
        Limits();

        world.Folder.Write(User, Catalog("user", 6)[..40]);

        Limits().Should().Be("5 of all");
        world
            .Last!.State.Problems.Single()
            .Message.Should()
            .Be("Your own catalog is not valid, so its last valid budget stays in force. Correct it.");
    }

    private static string Catalog(string slug, double? daily) =>
        CatalogWorld.Catalog(
            slug,
            extra: daily is { } most
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", \"budget\": {{ \"daily\": {most} }}")
                : ""
        );

    private string Limits() =>
        string.Join(
            ", ",
            BudgetLimit
                .Of(world.Load().State.Budgets, new("local", world.Workspace.Value))
                .Select(limit => $"{limit.Amount:0} of {(limit.Scope is BudgetScope.Catalog ? "all" : "the workspace")}")
        );
}
