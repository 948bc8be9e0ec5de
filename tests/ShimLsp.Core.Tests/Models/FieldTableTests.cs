using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Sessions;
using static ShimLsp.Core.Tests.Models.CatalogCheck;

namespace ShimLsp.Core.Tests.Models;

/// <summary>The parser does what the table of fields says.</summary>
public class FieldTableTests
{
    private static readonly FieldTable[] Tables =
    [
        FileFields.Table,
        RowFields.Table,
        PricingFields.Table,
        RouterFields.Table,
        CandidateFields.Table,
        GatewayFields.Table,
        BudgetFields.Table,
        BudgetLimitFields.Table,
    ];

    public static TheoryData<string> RouterDefaults =>
        new(RouterFields.Table.Fields.Where(one => one.Default is not null).Select(one => one.Name));

    public static TheoryData<string> GatewayDefaults =>
        new(GatewayFields.Table.Fields.Where(one => one.Default is not null).Select(one => one.Name));

    public static TheoryData<string> Settings => new(SettingFields.All.Select(setting => setting.Path));

    [Theory]
    [MemberData(nameof(RouterDefaults))]
    public void A_default_of_the_router_is_the_value_that_holds_if_the_field_is_absent(string name) =>
        Router($"\"{name}\": {RouterFields.Table.Find(name)!.Value.Field.Default}").Should().Be(Router(""));

    [Theory]
    [MemberData(nameof(GatewayDefaults))]
    public void A_default_of_the_gateway_is_the_value_that_holds_if_the_field_is_absent(string name) =>
        Gateway($"\"{name}\": {GatewayFields.Table.Find(name)!.Value.Field.Default}").Should().Be(Gateway(""));

    [Theory]
    [InlineData("supports_images")]
    [InlineData("supports_tools")]
    [InlineData("candidate")]
    public void A_default_of_a_row_is_the_value_that_holds_if_the_field_is_absent(string name)
    {
        var field = RowFields.Table.Find(name)!.Value.Field;

        Row($"\"{name}\": {field.Default}").Should().BeEquivalentTo(Row("\"card\": null"));
    }

    [Fact]
    public void Every_default_of_a_row_is_checked_above() =>
        RowFields
            .Table.Fields.Where(field => field.Default is not null)
            .Should()
            .BeEquivalentTo([RowFields.SupportsImages, RowFields.SupportsTools, RowFields.Candidate]);

    [Fact]
    public void Every_name_is_the_name_of_one_field() =>
        Tables.Should().OnlyContain(table => table.Names.Length == table.Fields.Sum(field => field.Names.Count()));

    [Fact]
    public void Every_field_and_every_setting_says_what_it_is_in_one_sentence()
    {
        var sentences = Tables
            .SelectMany(table => table.Fields)
            .Select(field => field.Summary)
            .Concat(SettingFields.All.Select(setting => setting.Summary));

        sentences
            .Should()
            .OnlyContain(text => text.EndsWith('.') && char.IsUpper(text[0]) && !text.Contains(". ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_example_is_JSON() =>
        Tables
            .SelectMany(table => table.Fields)
            .SelectMany(field => new[] { field.Example, field.Default })
            .OfType<string>()
            .Should()
            .AllSatisfy(text => JsonDocument.Parse(text));

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_parser_reads_every_setting(string path) =>
        // No setting is a list: one that is read is refused.
        ShimSettingsParser
            .Parse(JsonDocument.Parse($$"""{ "{{path}}": [] }""").RootElement)
            .Problems.Should()
            .ContainSingle(problem => problem.Path == path && problem.Code == CatalogProblemCode.WrongType);

    private static RouterSpec Router(string members) =>
        Clean($$"""{ "models": [{ "model": "m", "provider": "ollama" }], "router": { {{members}} } }""").Router;

    private static GatewaySpec Gateway(string members) =>
        Clean($$"""{ "models": [{ "model": "m", "provider": "ollama" }], "gateway": { {{members}} } }""").Gateway;

    private static ModelSpec Row(string member) =>
        Clean($$"""{ "models": [{ "model": "m", "provider": "ollama", {{member}} }] }""").Models.Single();
}
