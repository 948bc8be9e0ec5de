using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The model that a place of a catalog is about, for "Switch model to …".</summary>
public static class SwitchTarget
{
    /// <summary>The slug of the row, or Auto's in the router's block; null elsewhere, and if the place is about several.</summary>
    /// <param name="document">The document.</param>
    /// <param name="place">The piece of the text that is selected, or where the cursor is.</param>
    public static string? At(CatalogDocument document, TextSpan place)
    {
        if (document.Index.RowAt(place.Start) is { } row)
        {
            return row.Model is not null && place.End <= row.Node.End ? row.Slug : null;
        }

        return
            document.Reading is { Router: { Spec.Enabled: true, Node: { } router } }
            && router.Start <= place.Start
            && place.End <= router.End
            ? document.Index.Auto
            : null;
    }
}
