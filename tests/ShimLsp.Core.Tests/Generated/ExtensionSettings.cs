using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>
/// The settings as the VS Code extension's package.json and package.nls.json have them. What the table does not have stays: the
/// extension's own settings and all the rest.
/// </summary>
internal static class ExtensionSettings
{
    private const string Section = "shim.";

    public static JsonNode Manifest(JsonNode before)
    {
        var manifest = before.DeepClone();
        var configuration = manifest["contributes"]!["configuration"]!;
        var others = ((JsonObject)configuration["properties"]!).Where(property => !IsOfTable(property.Key)).ToList();
        var properties = new JsonObject();
        foreach (var (at, setting) in SettingFields.All.Index())
        {
            properties[Section + setting.Path] = Property(setting, at + 1);
        }

        foreach (var (name, property) in others)
        {
            properties[name] = property!.DeepClone();
        }

        configuration["properties"] = properties;
        // An untrusted workspace must not set anything.
        manifest["capabilities"]!["untrustedWorkspaces"]!["restrictedConfigurations"] = new JsonArray([
            .. properties.Select(property => (JsonNode)property.Key),
        ]);
        return manifest;
    }

    public static JsonObject Texts(JsonObject before)
    {
        var texts = new JsonObject();
        foreach (var (name, text) in before.Where(text => !IsOfTable(text.Key)))
        {
            texts[name] = text!.DeepClone();
        }

        foreach (var setting in SettingFields.All)
        {
            texts[Section + setting.Path] = $"{setting.Summary} Not set: {setting.NotSet}.";
            foreach (var word in Words(setting))
            {
                texts[$"{Section}{setting.Path}.{word.Name}"] = word.Meaning;
            }

            if (setting.Type is FieldType.Choice)
            {
                // The descriptions of words are plain text.
                texts[$"{Section}{setting.Path}.notSet"] = $"Not set: {setting.NotSet.Replace("`", "", StringComparison.Ordinal)}.";
            }
        }

        return texts;
    }

    private static JsonObject Property(Setting setting, int order)
    {
        var name = Section + setting.Path;
        var property = new JsonObject { ["markdownDescription"] = $"%{name}%" };
        if (setting.Type is FieldType.Choice)
        {
            property["type"] = new JsonArray("string", "null");
            property["enum"] = new JsonArray([.. Words(setting).Select(word => (JsonNode)word.Name), null]);
            property["enumDescriptions"] = new JsonArray([
                .. Words(setting).Select(word => (JsonNode)$"%{name}.{word.Name}%"),
                (JsonNode)$"%{name}.notSet%",
            ]);
        }
        else
        {
            foreach (var (key, value) in SettingSchema.Of(setting.Type, isNullable: true).ToList())
            {
                property[key] = value?.DeepClone();
            }
        }

        property["default"] = null;
        property["scope"] = setting.IsPerFolder ? "resource" : "window";
        property["order"] = order;
        return property;
    }

    private static ImmutableArray<ChoiceWord> Words(Setting setting) => setting.Type is FieldType.Choice { Words: var words } ? words : [];

    private static bool IsOfTable(string name) =>
        SettingFields.All.Any(setting =>
            name == Section + setting.Path || name.StartsWith($"{Section}{setting.Path}.", StringComparison.Ordinal)
        );
}
