using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Adds a field that a row lacks, if the table of known models says what belongs there.</summary>
internal static class MissingFieldFixes
{
    /// <summary>The fixes.</summary>
    public static IEnumerable<CatalogFix> Of(FixSite site) =>
        site.Value is not ObjectSyntax node ? []
        : ReferenceEquals(site.Place.Field, RowFields.Pricing) ? Prices(site, node)
        : ReferenceEquals(site.Row?.Node, node) ? Provider(site, node)
        : [];

    private static ImmutableArray<CatalogFix> Provider(FixSite site, ObjectSyntax row)
    {
        if (RowIndexing.Value(row, RowFields.Provider) is not null || KnownModels.Named(site, site.Row!) is not { } known)
        {
            return [];
        }

        var name = known.Provider.ToWireName();
        return site.IfItSolves(
            site.Preferred(
                $"Add `provider`: \"{name}\"",
                row.Members.Any(member => member.Name == RowFields.Provider.Name)
                    ? JsonEdits.Replace(row.Members.Last(member => member.Name == RowFields.Provider.Name).Value, JsonEdits.Quote(name))
                    : site.Edits.Add(row, RowFields.Provider.Name, JsonEdits.Quote(name))
            )
        );
    }

    private static IEnumerable<CatalogFix> Prices(FixSite site, ObjectSyntax pricing)
    {
        var hasInput = RowIndexing.Value(pricing, PricingFields.Input) is not null;
        if (
            hasInput == (RowIndexing.Value(pricing, PricingFields.Output) is not null)
            || site.Row is not { } row
            || KnownModels.Named(site, row)?.Pricing is not { } known
        )
        {
            return [];
        }

        var (field, price) = hasInput ? (PricingFields.Output, known.Output) : (PricingFields.Input, known.Input);
        var shown = price.ToString(CultureInfo.InvariantCulture);
        return [site.Preferred($"Add `{field.Name}`: {shown}{KnownModels.AsOf(site)}", site.Edits.Add(pricing, field.Name, shown))];
    }
}
