using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Documents;

/// <summary>
/// Tells a catalog from the many other files that are called models.json: lists of weights, of database tables, of 3D models.
/// </summary>
internal static class CatalogLook
{
    // Enough to tell, and cheap for a file of another kind with a million entries.
    private const int RowsToLookAt = 20;

    /// <summary>Whether a row names a model and how to reach it, or a router block has one of our fields.</summary>
    public static bool IsCatalog(JsonSyntax? root) =>
        root switch
        {
            ArraySyntax list => HasRow(list),
            ObjectSyntax file => file.Members.Any(member =>
                FileFields.Table.Find(member.Name)?.Field is { } field
                && (
                    ReferenceEquals(field, FileFields.Models)
                        ? member.Value is ArraySyntax list && HasRow(list)
                        : ReferenceEquals(field, FileFields.Router)
                            && member.Value is ObjectSyntax router
                            && Has(router, RouterFields.Candidates)
                            && file.Members.Any(other => FileFields.Models.Names.Contains(other.Name))
                )
            ),
            _ => false,
        };

    private static bool HasRow(ArraySyntax list) => list.Items.Take(RowsToLookAt).Any(item => item is ObjectSyntax row && IsRow(row));

    private static bool IsRow(ObjectSyntax row) =>
        Has(row, RowFields.Model) && (Has(row, RowFields.Provider) || Has(row, RowFields.BaseUrl) || Has(row, RowFields.ApiKey));

    private static bool Has(ObjectSyntax node, Field field) => node.Members.Any(member => field.Names.Contains(member.Name));
}
