using System.Globalization;
using System.Text;

namespace ShimLsp.Core.Models.Text;

/// <summary>Finds the path of a position, so that the parser need not keep track of paths.</summary>
internal static class JsonSyntaxPath
{
    private const int LongestName = 40;

    /// <summary>The path of the innermost value, or member name, that covers the offset.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="offset">The byte offset of a value or of a member's name.</param>
    /// <returns>A path such as <c>models[2].pricing.input</c>; null for the root itself.</returns>
    public static string? Of(JsonSyntax root, int offset)
    {
        var path = new StringBuilder();
        var node = root;
        while (node is not null && node.Start != offset)
        {
            node = node switch
            {
                ObjectSyntax parent => Descend(parent, offset, path),
                ArraySyntax parent => Descend(parent, offset, path),
                _ => null,
            };
        }

        return path.Length == 0 ? null : path.ToString();
    }

    private static JsonSyntax? Descend(ObjectSyntax parent, int offset, StringBuilder path)
    {
        var index = LastAtOrBefore(parent.Members.Length, at => parent.Members[at].NameStart, offset);
        if (index < 0 || offset >= parent.Members[index].Value.End)
        {
            return null;
        }

        var member = parent.Members[index];
        AppendName(path, member.Name);
        return offset < member.Value.Start ? null : member.Value;
    }

    private static JsonSyntax? Descend(ArraySyntax parent, int offset, StringBuilder path)
    {
        var index = LastAtOrBefore(parent.Items.Length, at => parent.Items[at].Start, offset);
        if (index < 0 || offset >= parent.Items[index].End)
        {
            return null;
        }

        path.Append(CultureInfo.InvariantCulture, $"[{index}]");
        return parent.Items[index];
    }

    /// <summary>Siblings are in the order of their offsets, so a binary search finds the one that covers a position.</summary>
    private static int LastAtOrBefore(int count, Func<int, int> startOf, int offset)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = startOf(middle) <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static void AppendName(StringBuilder path, string name)
    {
        if (name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$' or '-'))
        {
            path.Append(path.Length == 0 ? "" : ".").Append(name);
        }
        else
        {
            path.Append('[').Append(ShownText.Quote(name)).Append(']');
        }
    }
}
