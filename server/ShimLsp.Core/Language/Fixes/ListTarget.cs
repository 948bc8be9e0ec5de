using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The row whose endpoint can list the models that a place of a catalog may name.</summary>
public static class ListTarget
{
    /// <summary>
    /// The row in force that is asked; null if the place is not at the <c>model</c> of a row, or no row in force asks that row's endpoint
    /// with that row's key.
    /// </summary>
    /// <param name="document">The document. Its row may not be saved, or may lack its model.</param>
    /// <param name="place">The piece of the text that is selected, or where the cursor is.</param>
    /// <param name="inForce">The rows in force.</param>
    public static ModelSpec? At(CatalogDocument document, TextSpan place, IEnumerable<ModelSpec> inForce)
    {
        var at = SyntaxPlace.At(document, place.Start);
        var isModel = at.Kind is PlaceKind.Name or PlaceKind.AfterName or PlaceKind.Value && ReferenceEquals(at.Field, RowFields.Model);
        if (!isModel || at.Row is not { } node || place.End > node.End || RowEndpoint.Of(document, node) is not { } endpoint)
        {
            return null;
        }

        var slug = document.Index.RowAt(place.Start)?.Slug;
        return inForce.Where(row => RowEndpoint.Of(row).IsSame(endpoint)).OrderByDescending(row => row.Slug.Value == slug).FirstOrDefault();
    }
}
