using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Finds where a field is written, for a problem that concerns several objects.</summary>
internal static class MemberLookup
{
    /// <summary>
    /// The member that states a field, under the best of its names, and of equal names the last one; null if there is none, or only null.
    /// </summary>
    /// <param name="node">The object; anything else states nothing.</param>
    /// <param name="table">The fields of that kind of object.</param>
    /// <param name="field">The field.</param>
    public static JsonMember? Of(JsonSyntax? node, FieldTable table, Field field)
    {
        if (node is not ObjectSyntax { Members: var members })
        {
            return null;
        }

        JsonMember? found = null;
        var best = int.MaxValue;
        foreach (var member in members)
        {
            if (
                member.Value is not (NullSyntax or MissingSyntax)
                && table.Find(member.Name) is { } known
                && ReferenceEquals(known.Field, field)
                && known.Rank <= best
            )
            {
                (found, best) = (member, known.Rank);
            }
        }

        return found;
    }
}
