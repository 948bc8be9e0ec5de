using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// An address in a field that is not known. If a row names an address that is not understood, it must not be asked at the provider's public
/// default: the prompts and the key would go where the person did not send them.
/// </summary>
internal static class StrayAddress
{
    private static readonly ImmutableArray<string> OfAddresses = ["url", "uri", "base", "endpoint", "host", "address", "server", "proxy"];
    private static readonly ImmutableArray<string> OfPages = ["doc", "home", "icon", "logo", "image", "site", "info", "price", "pricing"];

    /// <summary>The member of a row, or of an object in it, that holds an address; null if there is none.</summary>
    /// <param name="row">The row, which has no <c>base_url</c>.</param>
    public static JsonMember? In(ObjectSyntax row)
    {
        foreach (var member in row.Members)
        {
            if (RowFields.Table.Find(member.Name) is not null)
            {
                continue;
            }

            if (Holds(member))
            {
                return member;
            }

            if (member.Value is ObjectSyntax inner && inner.Members.FirstOrDefault(Holds) is { Name: not null } nested)
            {
                return nested;
            }
        }

        return null;
    }

    /// <summary>Whether a member's name and value are those of a model's address.</summary>
    /// <param name="member">The member.</param>
    public static bool Holds(JsonMember member) =>
        member.Value is StringSyntax { Value: var text }
        && (
            text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        )
        && Names(member.Name, OfAddresses)
        && !Names(member.Name, OfPages);

    private static bool Names(string name, ImmutableArray<string> words) =>
        words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
