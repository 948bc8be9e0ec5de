using System.Globalization;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Prices, limits and the threshold.</summary>
internal static class NumberFixes
{
    private const int MostRows = 100;

    /// <summary>Prices of the known models; a model on this machine costs nothing. Only if that is all that lacks.</summary>
    public static IEnumerable<CatalogFix> NoCostBasis(FixSite site)
    {
        var edits = new List<SpanEdit>();
        foreach (var row in site.Document.Index.Rows.Where(row => row.Model is { IsCandidate: true, Pricing: null }))
        {
            if (
                edits.Count == MostRows
                || row.Node is not ObjectSyntax node
                || PricingOf(site, row) is not { } pricing
                || MemberLookup.Of(node, RowFields.Table, RowFields.Pricing) is not null
            )
            {
                return [];
            }

            edits.Add(site.Edits.Add(node, RowFields.Pricing.Name, KnownModels.Json(pricing)));
        }

        return edits.Count == 0 ? [] : site.IfItSolves(site.Preferred($"Add the missing prices{KnownModels.AsOf(site)}", edits));
    }

    /// <summary>The limits of the known model; else the two change places, as they were mixed up.</summary>
    public static IEnumerable<CatalogFix> OutputAboveContext(FixSite site)
    {
        if (
            site is not { Row: { Node: ObjectSyntax node } row }
            || MemberLookup.Of(node, RowFields.Table, RowFields.MaxOutputTokens) is not { Value: NumberSyntax output }
            || MemberLookup.Of(node, RowFields.Table, RowFields.MaxContextLimit) is not { Value: NumberSyntax context }
        )
        {
            return [];
        }

        if (KnownModels.Named(site, row) is { MaxOutputTokens: { } knownOutput, ContextWindow: { } knownContext })
        {
            return
            [
                site.Preferred(
                    string.Create(CultureInfo.InvariantCulture, $"Write {knownOutput} and {knownContext}{KnownModels.AsOf(site)}"),
                    JsonEdits.Replace(output, knownOutput.ToString(CultureInfo.InvariantCulture)),
                    JsonEdits.Replace(context, knownContext.ToString(CultureInfo.InvariantCulture))
                ),
            ];
        }

        var (outputText, contextText) = (TextOf(site, output), TextOf(site, context));
        return
        [
            site.Fix(
                $"Swap `{RowFields.MaxOutputTokens.Name}` and `{RowFields.MaxContextLimit.Name}`",
                JsonEdits.Replace(output, contextText),
                JsonEdits.Replace(context, outputText)
            ),
        ];
    }

    /// <summary>The price of a million tokens.</summary>
    public static IEnumerable<CatalogFix> PricePerToken(FixSite site)
    {
        if (site.Value is not NumberSyntax { Value: var price } written)
        {
            return [];
        }

        var shown = (price * 1_000_000).ToString("0.######", CultureInfo.InvariantCulture);
        return [site.Preferred($"Write {shown}, the price of a million tokens", JsonEdits.Replace(written, shown))];
    }

    /// <summary>The default threshold, if it lets Auto choose.</summary>
    public static IEnumerable<CatalogFix> Threshold(FixSite site)
    {
        var usual = new RouterSpec().Threshold.ToString(CultureInfo.InvariantCulture);
        return site.Value is NumberSyntax written
            ? site.IfItSolves(site.Preferred($"Write {usual}, the default", JsonEdits.Replace(written, usual)))
            : [];
    }

    private static Pricing? PricingOf(FixSite site, IndexedRow row) =>
        KnownModels.Named(site, row)?.Pricing
        ?? (row.Model is { Provider: ModelProvider.Ollama } model && LocalAddress.IsOfThisMachine(model.BaseUrl) ? new(0, null, 0) : null);

    private static string TextOf(FixSite site, JsonSyntax node) => site.Document.TextOf(new(node.Start, node.End));
}
