using System.Globalization;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>What the dated table of known models says of a row.</summary>
internal static class KnownModels
{
    /// <summary>The known model of that name; null if there is none.</summary>
    /// <param name="site">Has the table.</param>
    /// <param name="row">The row.</param>
    public static ModelSpec? Named(FixSite site, IndexedRow row) =>
        row.ModelNode?.Value.Trim() is { Length: > 0 } name
            ? (site.Facts.KnownModels?.Value ?? []).FirstOrDefault(model =>
                model.Model == name && (row.Model is null || row.Model.Provider == model.Provider)
            )
            : null;

    /// <summary>When the table was true, for the end of a title; empty if that is not known.</summary>
    public static string AsOf(FixSite site) => site.Facts.KnownAsOf is { } date ? $", as of {date}" : "";

    /// <summary>Prices as a value of <c>pricing</c>.</summary>
    public static string Json(Pricing pricing) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "input": {{pricing.Input}}, {{(
                pricing.CachedInput is { } cached ? string.Create(CultureInfo.InvariantCulture, $"\"cached_input\": {cached}, ") : ""
            )}}"output": {{pricing.Output}} }"""
        );
}
