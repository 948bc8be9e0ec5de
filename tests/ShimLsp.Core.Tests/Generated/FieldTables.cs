using System.Globalization;
using System.Text;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Core.Tests.Generated;

/// <summary>The tables of fields and settings as a page shows them.</summary>
internal static class FieldTables
{
    public static string Of(FieldTable table) =>
        Table("| field | also accepted | what it says | values | if absent |", table.Fields.Select(field => Row(table, field)));

    public static string OfSettings() =>
        Table(
            "| setting | what it says | values | overrides | if not set |",
            SettingFields.All.Select(setting =>
                Cells(
                    $"`{setting.Path}`",
                    setting.Summary,
                    Values(setting.Type),
                    setting.Overrides is { } field ? $"`{field.Name}`" : "",
                    setting.NotSet
                )
            )
        );

    /// <summary>The settings' rows of the extension's README.</summary>
    public static string OfExtension() =>
        Table("| setting | what it says |", SettingFields.All.Select(setting => Cells($"`shim.{setting.Path}`", setting.Summary)));

    private static string Row(FieldTable table, Field field) =>
        Cells(
            $"`{field.Name}`",
            string.Join(", ", field.Aliases.Select(alias => $"`{alias}`")),
            field.Page is { } page ? $"{field.Summary} [More]({Link(page)})" : field.Summary,
            Values(field.Type),
            table.Absent is { } absent && field.Need == FieldNeed.Optional ? absent
                : field.Default is { } value ? $"`{value}`"
                : field is { Need: FieldNeed.Required, Absent: "" } ? "required"
                : field.Absent
        );

    private static string Values(FieldType type) =>
        type switch
        {
            FieldType.Text => "text",
            FieldType.ModelName => "a slug",
            FieldType.Flag => "`true`, `false`",
            FieldType.Number { Range: var range } => range switch
            {
                { Most: > 1e6, Least: 0 or 1 } => $"{Kind(range)}, {Figure(range.Least)} or more",
                _ => $"{Kind(range)}, {Figure(range.Least)} to {Figure(range.Most)}",
            },
            FieldType.Choice { Words: var words } => string.Join(", ", words.Select(word => $"`{word.Name}`")),
            FieldType.Choices => "a list of options",
            FieldType.Map => "an object of texts",
            FieldType.Aliases => "an object of slugs or lists of slugs",
            FieldType.Object => "an object",
            _ => "a list",
        };

    private static string Kind(NumberRange range) => range.IsWhole ? "whole number" : "number";

    private static string Figure(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    /// <summary>Within the page itself a link names only the place.</summary>
    private static string Link(string page) => page.Replace("configuration.md#", "#", StringComparison.Ordinal);

    private static string Table(string head, IEnumerable<string> rows)
    {
        var text = new StringBuilder($"{head}\n|{string.Concat(Enumerable.Repeat(" --- |", head.Count(letter => letter == '|') - 1))}\n");
        foreach (var row in rows)
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    private static string Cells(params string[] cells) => "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"));
}
