using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Conformance;

/// <summary>Types as the models write them, and what does not fit.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData("boolean", "false", null)]
    [InlineData("boolean", "0", "$: expected boolean, found 0")]
    [InlineData("string", "null", "$: expected string, found null")]
    [InlineData("integer", "-2147483648", null)]
    [InlineData("integer", "2147483648", "$: expected integer, found 2147483648")]
    [InlineData("integer", "1.5", "$: expected integer, found 1.5")]
    [InlineData("uinteger", "2147483647", null)]
    [InlineData("uinteger", "-1", "$: expected uinteger, found -1")]
    [InlineData("decimal", "-1.5e3", null)]
    [InlineData("DocumentUri", "\"file:///a\"", null)]
    [InlineData("DocumentUri", "\"/a\"", "$: expected DocumentUri, found \"/a\"")]
    [InlineData("URI", "\"C:/a\"", "$: expected URI, found \"C:/a\"")]
    [InlineData("LSPAny", "[{}]", null)]
    [InlineData("LSPObject", "[]", "$: expected LSPObject, found []")]
    [InlineData("'begin'", "\"end\"", "$: expected \"begin\", found \"end\"")]
    [InlineData("1 | 2", "3", "$: expected 1 | 2, found 3")]
    [InlineData("integer | null", "null", null)]
    [InlineData("uinteger[]", "[1,-2]", "$[1]: expected uinteger, found -2")]
    [InlineData("(string | uinteger)[]", "[1,\"a\",[]]", "$[2]: expected string | uinteger, found []")]
    [InlineData("[uinteger, string]", "[1,\"a\"]", null)]
    [InlineData("[uinteger, string]", "[1]", "$: expected [uinteger, string], found [1]")]
    [InlineData("map<URI, string[]>", """{"a:b":["c"]}""", "$.a:b: expected URI, found \"a:b\"")]
    [InlineData("map<URI, string[]>", """{"ab:b":[1]}""", "$.ab:b[0]: expected string, found 1")]
    [InlineData("count", "9007199254740991", null)]
    [InlineData("count", "-1", "$: expected count, found -1")]
    [InlineData("ordinal", "0", "$: expected ordinal, found 0")]
    [InlineData("amount", "-0.1", "$: expected amount, found -0.1")]
    [InlineData("fraction", "1.01", "$: expected fraction, found 1.01")]
    [InlineData("name", "\"\"", "$: expected name, found \"\"")]
    [InlineData("hex", "\"0A\"", "$: expected hex, found \"0A\"")]
    [InlineData("instant", "\"2026-01-31T12:00:00.5Z\"", null)]
    [InlineData("instant", "\"2026-01-31T12:00:00+01:00\"", "$: expected instant, found \"2026-01-31T12:00:00+01:00\"")]
    [InlineData("instant", "\"2026-02-31T12:00:00Z\"", "$: expected instant, found \"2026-02-31T12:00:00Z\"")]
    public void A_value_fits_its_type_or_the_place_and_the_type_are_named(string type, string json, string? fault) =>
        Check(ShapeReader.Read(type, name => throw new KeyNotFoundException(name)), json, fault);

    [Theory]
    [InlineData("""{"kind":"dog","age":3}""", null)]
    [InlineData("""{"kind":"dog","age":3,"name":"Rex"}""", null)]
    [InlineData("""{"kind":"dog"}""", "$.age: expected uinteger, found nothing")]
    [InlineData("""{"kind":"dog","age":-3}""", "$.age: expected uinteger, found -3")]
    [InlineData("""{"kind":"dog","age":3,"name":null}""", "$.name: expected string, found null")]
    [InlineData("""{"kind":"dog","age":3,"color":"red"}""", "$.color: expected no such member in Dog, found \"red\"")]
    [InlineData("""{"kind":"dog","age":3,"age":3}""", "$.age: expected no second member in Dog, found 3")]
    [InlineData("""{"kind":"cat"}""", null)]
    [InlineData("""{"kind":"cow","age":3}""", "$: expected Dog | Cat, found {\"kind\":\"cow\",\"age\":3}")]
    [InlineData("""[]""", "$: expected Dog | Cat, found []")]
    public void A_structure_has_its_members_and_no_others(string json, string? fault)
    {
        var dog = Structure("Dog", ("kind", "'dog'", false), ("age", "uinteger", false), ("name", "string", true));
        var cat = Structure("Cat", ("kind", "'cat'", false));
        Check(ShapeReader.Read("Dog | Cat", name => name == "Dog" ? dog : cat), json, fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a |")]
    [InlineData("(a")]
    [InlineData("a b")]
    [InlineData("map<a>")]
    [InlineData("'a")]
    public void A_text_that_is_not_a_type_is_not_read(string text)
    {
        var read = () => ShapeReader.Read(text, _ => throw new KeyNotFoundException());
        read.Should().Throw<FormatException>();
    }

    private static Shape.Structure Structure(string name, params (string Name, string Type, bool IsOptional)[] members) =>
        new(
            name,
            ImmutableDictionary.CreateRange(
                members.Select(member =>
                    KeyValuePair.Create(
                        member.Name,
                        (ShapeReader.Read(member.Type, _ => throw new KeyNotFoundException()), member.IsOptional)
                    )
                )
            )
        );

    private static void Check(Shape shape, string json, string? fault) =>
        shape.FaultOf(JsonElement.Parse(json), "$")?.ToString().Should().Be(fault);
}
