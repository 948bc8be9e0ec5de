using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>What the value of a field may be. It accepts exactly what the parser reads without a word.</summary>
internal static class ValueSchema
{
    /// <summary>In a catalog.</summary>
    /// <param name="field">The field.</param>
    /// <param name="pointer">Where in the schema it is.</param>
    public static JsonObject Of(Field field, string pointer)
    {
        var isNullable = field.Need == FieldNeed.Optional;
        return field.Type switch
        {
            FieldType.Number { Range: var range } => new()
            {
                // Older files leave a number empty where they do not state one.
                ["type"] = Types([range.IsWhole ? "integer" : "number", .. Null(isNullable), "string"]),
                ["errorMessage"] = $"Must be {range.Words}.",
                ["minimum"] = range.Least,
                ["maximum"] = range.Most,
                ["pattern"] = "^$",
                ["patternErrorMessage"] = "Write the number without quotes.",
            },
            FieldType.ModelName when !isNullable => Text(SomeText, "Give the slug of a model of this file.", false),
            FieldType.Choice { Words: var words, IsAnyCase: var isAnyCase } => new()
            {
                // Without snippets an editor would not know that there is something to choose from: the words are one level down.
                ["defaultSnippets"] = new JsonArray([
                    .. words.Select(word => new JsonObject { ["body"] = word.Name, ["description"] = SchemaWords.Plain(word.Meaning) }),
                ]),
                ["anyOf"] = new JsonArray(
                    SettingSchema.Of(field.Type, isNullable),
                    new JsonObject { ["type"] = "string", ["pattern"] = Spelled(words, isAnyCase, isNullable) }
                ),
            },
            FieldType.Choices { Words: var words } => new()
            {
                ["type"] = Types(["array", .. Null(isNullable)]),
                ["items"] = SettingSchema.Of(new FieldType.Choice(words), isNullable: false),
            },
            FieldType.Map => new()
            {
                ["type"] = Types(["object", .. Null(isNullable)]),
                ["additionalProperties"] = new JsonObject { ["type"] = Types(["string", "null"]) },
            },
            FieldType.Aliases => new() { ["type"] = Types(["object", .. Null(isNullable)]), ["additionalProperties"] = Alias() },
            FieldType.Object { Fields: var fields } => Typed(["object", .. Null(isNullable)], CatalogSchema.Object(fields, pointer)),
            FieldType.List list => new() { ["type"] = Types(["array", .. Null(isNullable)]), ["items"] = Item(list, $"{pointer}/items") },
            _ => SettingSchema.Of(field.Type, isNullable),
        };
    }

    /// <summary>A regular expression (ECMA 262) of those words, or of nothing, with white space around.</summary>
    /// <param name="words">The words.</param>
    /// <param name="isAnyCase">Whether capital letters make no difference.</param>
    /// <param name="isOptional">Whether it may be nothing.</param>
    public static string Spelled(ImmutableArray<ChoiceWord> words, bool isAnyCase, bool isOptional) =>
        $"^\\s*({string.Join('|', words.Select(word => isAnyCase ? InAnyCase(word.Name) : word.Name))}){(isOptional ? "?" : "")}\\s*$";

    private static string InAnyCase(string word) =>
        string.Concat(word.Select(letter => char.IsAsciiLetter(letter) ? $"[{letter}{char.ToUpperInvariant(letter)}]" : $"{letter}"));

    private const string SomeText = @"\S";

    /// <summary>One schema for both shapes, so that a fault is told once, and in the words of the shape that is there.</summary>
    private static JsonObject Item(FieldType.List list, string pointer)
    {
        var item = SchemaWords.Described($"{list.Item}\n\nA text instead: {char.ToLowerInvariant(list.Bare[0])}{list.Bare[1..]}");
        item["type"] = Types(["object", "string"]);
        item["pattern"] = SomeText;
        item["patternErrorMessage"] = $"Give {char.ToLowerInvariant(list.Bare[0])}{list.Bare[1..]}";
        if (SchemaSnippets.OfItem(list) is { } snippets)
        {
            item["defaultSnippets"] = snippets;
        }

        foreach (var (name, value) in CatalogSchema.Object(list.Fields, pointer).ToList())
        {
            item[name] = value?.DeepClone();
        }

        return item;
    }

    private static JsonObject Alias()
    {
        var alias = SchemaWords.Described("The slug of a model, or of Auto; or a list of slugs, among which Auto chooses for this name.");
        alias["type"] = Types(["string", "array", "null"]);
        alias["pattern"] = SomeText;
        alias["patternErrorMessage"] = "Give the slug of a model of this file, or of Auto.";
        alias["minItems"] = 1;
        alias["items"] = new JsonObject { ["type"] = "string" };
        return alias;
    }

    private static JsonObject Text(string pattern, string otherwise, bool isNullable) =>
        SettingSchema.Of(new FieldType.Text(pattern, otherwise), isNullable);

    private static JsonObject Typed(ImmutableArray<string> types, JsonObject shape)
    {
        shape.Insert(0, "type", Types(types));
        return shape;
    }

    private static JsonNode Types(ImmutableArray<string> names) =>
        names is [var only] ? only : new JsonArray([.. names.Select(name => (JsonNode)name)]);

    private static ImmutableArray<string> Null(bool isNullable) => isNullable ? ["null"] : [];
}
