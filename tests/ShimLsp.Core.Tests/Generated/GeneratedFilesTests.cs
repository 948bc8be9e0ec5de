using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;
using static ShimLsp.Core.Tests.Generated.GeneratedFile;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>Every file that repeats the tables of fields agrees with them. <c>npm run generate</c> writes these files.</summary>
public class GeneratedFilesTests
{
    private const string Page = "docs/configuration.md";
    private const string Client = "client-vscode/";

    [Fact]
    public void The_schema_of_a_catalog() => CheckJson("server/models.schema.json", CatalogSchema.Of(FileFields.Table));

    [Fact]
    public void Every_reference_in_the_schema_leads_somewhere()
    {
        var schema = Read("server/models.schema.json");
        var references = References(schema).ToArray();
        references.Should().NotBeEmpty();
        references.Where(reference => Find(schema, reference) is null).Should().BeEmpty();
    }

    [Fact]
    public void The_settings_of_the_extension() =>
        CheckJson(Client + "package.json", ExtensionSettings.Manifest(Read(Client + "package.json")));

    [Fact]
    public void The_texts_of_the_settings() =>
        CheckJson(Client + "package.nls.json", ExtensionSettings.Texts((JsonObject)Read(Client + "package.nls.json")));

    [Fact]
    public void The_settings_in_the_readme_of_the_extension() => CheckPart(Client + "README.md", "settings", FieldTables.OfExtension());

    [Fact]
    public void The_tables_of_the_page()
    {
        CheckPart(Page, "row", FieldTables.Of(RowFields.Table));
        CheckPart(Page, "pricing", FieldTables.Of(PricingFields.Table));
        CheckPart(Page, "router", FieldTables.Of(RouterFields.Table));
        CheckPart(Page, "candidate", FieldTables.Of(CandidateFields.Table));
        CheckPart(Page, "gateway", FieldTables.Of(GatewayFields.Table));
        CheckPart(Page, "budget", FieldTables.Of(BudgetFields.Table));
        CheckPart(Page, "limits", FieldTables.Of(BudgetLimitFields.Table));
        CheckPart(Page, "settings", FieldTables.OfSettings());
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject item => item.SelectMany(member =>
                member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    /// <summary>What a reference such as <c>#/properties/models/items/anyOf/0</c> leads to; null if nothing is there.</summary>
    private static JsonNode? Find(JsonNode schema, string reference) =>
        reference.Split('/') is ["#", .. var steps] ? steps.Aggregate((JsonNode?)schema, Step) : null;

    private static JsonNode? Step(JsonNode? node, string name) =>
        node switch
        {
            JsonObject item => item[name],
            JsonArray items => int.TryParse(name, out var at) ? items.ElementAtOrDefault(at) : null,
            _ => null,
        };

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(Repository.File(path)))!;
}
