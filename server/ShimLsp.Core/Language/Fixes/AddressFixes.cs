using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>
/// The address of a row. It may contain a key, so no title quotes it, and each edit is of a piece of it that is no more than what is wrong.
/// </summary>
internal static class AddressFixes
{
    /// <summary>An address without its scheme, or in a field that nothing reads.</summary>
    public static IEnumerable<CatalogFix> Invalid(FixSite site)
    {
        if (site is { Value: null, Member: { } stray, Parent: { } parent } && ReferenceEquals(parent, site.Row?.Node))
        {
            return site.IfItSolves(
                site.Preferred($"Rename to `{RowFields.BaseUrl.Name}`", JsonEdits.Rename(stray, RowFields.BaseUrl.Name))
            );
        }

        if (site.Value is not StringSyntax text || text.Value.Contains("://", StringComparison.Ordinal))
        {
            return [];
        }

        var isHere = Uri.TryCreate($"http://{text.Value.Trim()}", UriKind.Absolute, out var url) && LocalAddress.IsOfThisMachine(url);
        var scheme = isHere ? "http://" : "https://";
        if (site.Edits.ReplaceIn(text, LeadingSpace(text), 0, scheme) is not { } insert)
        {
            return [];
        }

        // Of this machine it is read so already.
        var title = $"Write {scheme} in front of it";
        return isHere ? [site.Safe(title, insert)] : site.IfItSolves(site.Preferred(title, insert));
    }

    /// <summary>The path of the call goes.</summary>
    public static IEnumerable<CatalogFix> EndpointInside(FixSite site)
    {
        if (
            site is not { Value: StringSyntax text, Row: { Model: { } model, Node: ObjectSyntax row } }
            || EndpointPaths.EndingOf(model.BaseUrl) is not var (end, isAdded)
        )
        {
            return [];
        }

        // The version before the list of models is part of the base.
        var cut = end == "/v1/models" ? "/models" : end;
        var address = text.Value.TrimEnd();
        var start = address.TrimEnd('/').Length - cut.Length;
        if (
            !address.TrimEnd('/').EndsWith(cut, StringComparison.OrdinalIgnoreCase)
            || site.Edits.ReplaceIn(text, start, address.Length - start, "") is not { } edit
        )
        {
            return [];
        }

        var title = $"Cut \"{cut}\" off";
        if (!isAdded)
        {
            return [site.Preferred(title, edit)];
        }

        // The call said which format the endpoint speaks. Where another one is the default, `wire` must say it now.
        var isSaid =
            RowIndexing.Value(row, RowFields.Wire) is not null
            || !Uri.TryCreate(address[..start], UriKind.Absolute, out var url)
            || ModelWireNames.Default(model.Provider, url) == model.Wire;
        var wire = model.Wire.ToString().ToLowerInvariant();
        return isSaid
            ? [site.Safe(title, edit)]
            : [site.Safe($"{title}, and set `wire` to \"{wire}\"", edit, site.Edits.Add(row, RowFields.Wire.Name, JsonEdits.Quote(wire)))];
    }

    /// <summary>The path that its host serves its API under is added.</summary>
    public static IEnumerable<CatalogFix> Incomplete(FixSite site)
    {
        if (site is not { Value: StringSyntax text, Row.Model: { } model } || EndpointPaths.RootOf(model.BaseUrl) is not { } root)
        {
            return [];
        }

        var start = text.Value.TrimEnd().TrimEnd('/').Length;
        return site.Edits.ReplaceIn(text, start, text.Value.Length - start, root) is { } edit
            ? [site.Preferred($"Add \"{root}\"", edit)]
            : [];
    }

    /// <summary>The scheme becomes https.</summary>
    public static IEnumerable<CatalogFix> Unencrypted(FixSite site) =>
        site.Value is StringSyntax text
        && text.Value.TrimStart().StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        && site.Edits.ReplaceIn(text, LeadingSpace(text) + "http".Length, 0, "s") is { } edit
            ? [site.Preferred("Write https", edit)]
            : [];

    private static int LeadingSpace(StringSyntax text) => text.Value.Length - text.Value.TrimStart().Length;
}
