using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Parsing;

namespace ShimLsp.Core.Tests.Models;

/// <summary>server/models.schema.json and the parser know the same names.</summary>
public class CatalogSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument
        .Parse(File.ReadAllBytes(Repository.File("server/models.schema.json")))
        .RootElement;

    [Fact]
    public void The_file() => Check(Schema, [.. FileFields.Table.Names, "$schema"]);

    [Fact]
    public void A_row() => Check(ObjectOf("row"), RowFields.Table.Names);

    [Fact]
    public void Pricing() => Check(Schema.GetProperty("definitions").GetProperty("pricing"), PricingFields.Table.Names);

    [Fact]
    public void The_router() => Check(Schema.GetProperty("definitions").GetProperty("router"), RouterFields.Table.Names);

    [Fact]
    public void A_candidate() => Check(ObjectOf("candidate"), CandidateFields.Table.Names);

    [Fact]
    public void The_providers() =>
        ObjectOf("row")
            .GetProperty("properties")
            .GetProperty("provider")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(name => name.GetString())
            .Should()
            .BeEquivalentTo(ModelProviderNames.All);

    [Fact]
    public void Every_reference_leads_somewhere_and_every_property_is_described()
    {
        foreach (var property in Properties(Schema))
        {
            Describe(property.Value).Should().NotBeNullOrEmpty(property.Name);
        }
    }

    private static void Check(JsonElement node, IEnumerable<string> known) =>
        node.GetProperty("properties").EnumerateObject().Select(property => property.Name).Should().BeEquivalentTo(known);

    /// <summary>The object among the shapes that a definition allows.</summary>
    private static JsonElement ObjectOf(string definition) =>
        Schema
            .GetProperty("definitions")
            .GetProperty(definition)
            .GetProperty("anyOf")
            .EnumerateArray()
            .Single(shape => shape.GetProperty("type").GetString() == "object");

    private static IEnumerable<JsonProperty> Properties(JsonElement node) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject()
                .SelectMany(member =>
                    member.Name == "properties"
                        ? member.Value.EnumerateObject().SelectMany(property => Properties(property.Value).Prepend(property))
                        : Properties(member.Value)
                ),
            JsonValueKind.Array => node.EnumerateArray().SelectMany(Properties),
            _ => [],
        };

    private static string? Describe(JsonElement property)
    {
        if (property.TryGetProperty("description", out var description))
        {
            return description.GetString();
        }

        var target = property.GetProperty("$ref").GetString()!.Split('/').Skip(1).Aggregate(Schema, (node, name) => node.GetProperty(name));
        return Describe(target.TryGetProperty("anyOf", out var shapes) ? shapes[0] : target);
    }
}
