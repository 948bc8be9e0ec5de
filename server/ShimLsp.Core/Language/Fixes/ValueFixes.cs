using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Values of the wrong type or out of range, if what is meant shows.</summary>
internal static class ValueFixes
{
    private static readonly ImmutableArray<string> YesWords = ["true", "yes", "on", "1"];
    private static readonly ImmutableArray<string> NoWords = ["false", "no", "off", "0"];

    /// <summary>A flag in words, one item where a list belongs, or a number where a text belongs.</summary>
    public static IEnumerable<CatalogFix> WrongType(FixSite site) =>
        (site.Place.Field?.Type, site.Member?.Value) switch
        {
            (FieldType.Flag, StringSyntax text) => Flag(site, text, text.Value.Trim()),
            (FieldType.Flag, NumberSyntax { Value: 0 or 1 } number) => Flag(site, number, number.Value == 1 ? "1" : "0"),
            (FieldType.Choices or FieldType.List, StringSyntax text) => site.IfItSolves(
                site.Preferred("Write brackets around it", JsonEdits.Insert(text.Start, "["), JsonEdits.Insert(text.End, "]"))
            ),
            (FieldType.Text or FieldType.ModelName, NumberSyntax number) => site.IfItSolves(
                site.Preferred("Write quotes around it", JsonEdits.Insert(number.Start, "\""), JsonEdits.Insert(number.End, "\""))
            ),
            _ => [],
        };

    /// <summary>A share that is written in percent. Less than 2 % is more likely a share that is too large.</summary>
    public static IEnumerable<CatalogFix> OutOfRange(FixSite site)
    {
        if (
            site.Place.Field?.Type is not FieldType.Number { Range: var range }
            || !ReferenceEquals(range, NumberRange.Fraction)
            || site.Member?.Value is not NumberSyntax { Value: >= 2 and <= 100 } written
        )
        {
            return [];
        }

        var share = ((decimal)written.Value / 100).ToString("0.######", CultureInfo.InvariantCulture);
        return [site.Preferred($"Write {share} for {Shown(written)} %", JsonEdits.Replace(written, share))];

        static string Shown(NumberSyntax number) => number.Value.ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>The known word that is near.</summary>
    public static IEnumerable<CatalogFix> UnknownValue(FixSite site)
    {
        var words = site.Place.Field?.Type switch
        {
            FieldType.Choice choice => choice.Words,
            FieldType.Choices choices => choices.Words,
            _ => [],
        };
        return site.Value is StringSyntax text
            ? NearestNames
                .Of(text.Value.Trim(), words.Select(word => word.Name))
                .Select(
                    (near, rank) =>
                        site.Fix($"Write \"{near}\"", JsonEdits.Replace(text, JsonEdits.Quote(near))) with
                        {
                            IsPreferred = rank == 0,
                        }
                )
            : [];
    }

    /// <summary>The quotes go.</summary>
    public static IEnumerable<CatalogFix> NumberAsString(FixSite site)
    {
        if (site.Value is not StringSyntax text)
        {
            return [];
        }

        // Numbers in words that a program reads, and JSON does not: "+1", ".5", "1e5 ".
        var number = double.Parse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        var json = number.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal);
        return [site.Safe("Remove the quotes", JsonEdits.Replace(text, json))];
    }

    private static ImmutableArray<CatalogFix> Flag(FixSite site, JsonSyntax node, string word)
    {
        var meant =
            YesWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? "true"
            : NoWords.Contains(word, StringComparer.OrdinalIgnoreCase) ? "false"
            : null;
        return meant is null ? [] : site.IfItSolves(site.Preferred($"Write {meant}", JsonEdits.Replace(node, meant)));
    }
}
