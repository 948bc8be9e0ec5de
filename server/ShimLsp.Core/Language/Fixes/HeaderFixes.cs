using System.Text;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The headers of a row. A value may be a key, so no title and no edit contains it.</summary>
internal static class HeaderFixes
{
    /// <summary>A header of the connection itself goes. A name gets hyphens for what no name has.</summary>
    public static IEnumerable<CatalogFix> Invalid(FixSite site)
    {
        if (site is not { Value: null, Member: { } member, Parent: { } parent })
        {
            return []; // of a value: what is meant does not show
        }

        if (HeaderParser.IsOfTransport(member.Name))
        {
            return [site.Safe($"Remove {ShownText.Quote(member.Name)}, which is ignored", site.Edits.Remove(parent, member))];
        }

        var name = Hyphenated(member.Name);
        return
            HeaderParser.IsName(name)
            && !HeaderParser.IsOfTransport(name)
            && !parent.Members.Any(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))
            ? [site.Preferred($"Rename to {ShownText.Quote(name)}", JsonEdits.Rename(member, name))]
            : [];
    }

    /// <summary>The key in a value becomes a reference.</summary>
    public static IEnumerable<CatalogFix> Literal(FixSite site)
    {
        if (site is not { Value: StringSyntax text, Row: { } row })
        {
            return [];
        }

        var start = text.Value.LastIndexOf(' ') + 1;
        var reference = KeyNames.Reference(site.Document, row);
        return site.Edits.ReplaceIn(text, start, text.Value.Length - start, reference) is { } edit
            ? [site.Preferred(KeyFixes.Title(reference), edit)]
            : [];
    }

    private static string Hyphenated(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (HeaderParser.IsName(letter.ToString()))
            {
                clean.Append(letter);
            }
            else if (clean.Length > 0 && clean[^1] != '-')
            {
                clean.Append('-');
            }
        }

        return clean.ToString().TrimEnd('-');
    }
}
