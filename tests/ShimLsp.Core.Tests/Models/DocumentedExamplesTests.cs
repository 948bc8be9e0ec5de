using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Sessions;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>The examples of docs/configuration.md do what the page says.</summary>
public class DocumentedExamplesTests
{
    private readonly string page = File.ReadAllText(Repository.File("docs/configuration.md"));

    [Fact]
    public void Every_catalog_has_nothing_wrong()
    {
        var catalogs = Blocks("jsonc").Where(text => text.StartsWith('{')).ToList();

        catalogs.Should().HaveCount(2);
        catalogs.ForEach(text => Clean(text));
    }

    [Fact]
    public void The_router_example_names_models_of_the_catalog_before_it()
    {
        var router = Blocks("jsonc").Single(text => !text.StartsWith('{'));
        var catalog = Blocks("jsonc").Last(text => text.StartsWith('{'));

        Clean(Regex.Replace(catalog, "\"router\".*\n}", router + "}", RegexOptions.Singleline)).Candidates.Should().HaveCount(2);
    }

    [Fact]
    public void Every_settings_example_sets_the_same()
    {
        var settings = Blocks("json")
            .Select(text => ShimSettingsParser.Parse(JsonDocument.Parse(text).RootElement.GetProperty("shim")))
            .ToList();

        settings.Should().HaveCount(2).And.OnlyContain(parsed => parsed.Problems.IsEmpty && parsed.Settings.Threshold == 0.8);
    }

    [Fact]
    public void Every_field_is_documented() =>
        new[]
        {
            FileFields.Table,
            RowFields.Table,
            PricingFields.Table,
            RouterFields.Table,
            CandidateFields.Table,
            GatewayFields.Table,
            BudgetFields.Table,
        }
            .SelectMany(table => table.Names)
            .Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal))
            .Should()
            .BeEmpty();

    private IEnumerable<string> Blocks(string language) =>
        Regex.Matches(page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value);
}
