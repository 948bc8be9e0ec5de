using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The provider of a row, and the format that it speaks.</summary>
internal static class ProviderFixes
{
    /// <summary>The known provider that is near; else, beside an address, the one for any other endpoint.</summary>
    public static IEnumerable<CatalogFix> Unknown(FixSite site)
    {
        if (site.Value is not StringSyntax text)
        {
            return [];
        }

        if (NearestNames.Of(text.Value.Trim(), ModelProviderNames.All, 1) is [var near])
        {
            return [Write(site, text, near) with { IsPreferred = true }];
        }

        var hasAddress = site.Row?.Node is ObjectSyntax row && RowIndexing.Value(row, RowFields.BaseUrl) is StringSyntax;
        return hasAddress ? [Write(site, text, ModelProvider.GenericChatCompletionApi.ToWireName())] : [];
    }

    /// <summary>The providers that the message names, each if it fits what else the row says.</summary>
    public static IEnumerable<CatalogFix> Wrong(FixSite site)
    {
        if (site is not { Value: StringSyntax text, Row.Model: { } model } || WrongProvider.Of(model) is not { } wrong)
        {
            return [];
        }

        var fixes = wrong.Meant.Select(provider => Write(site, text, provider.ToWireName())).Where(site.Solves).ToArray();
        return fixes is [var only] ? [only with { IsPreferred = true }] : fixes;
    }

    /// <summary>The format is ignored, so it goes.</summary>
    public static IEnumerable<CatalogFix> WrongWire(FixSite site) =>
        site is { Member: { } member, Parent: { } parent }
            ? [site.Safe("Remove `wire`, which is ignored", site.Edits.Remove(parent, member))]
            : [];

    private static CatalogFix Write(FixSite site, StringSyntax text, string provider) =>
        site.Fix($"Write \"{provider}\"", JsonEdits.Replace(text, JsonEdits.Quote(provider)));
}
