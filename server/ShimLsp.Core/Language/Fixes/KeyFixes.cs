using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The key of a row. No title and no edit contains a key.</summary>
internal static class KeyFixes
{
    /// <summary>What replaces a key, and that it is gone then.</summary>
    /// <param name="reference">The reference that takes its place.</param>
    public static string Title(string reference) => $"Replace the key by {reference} (copy the key first)";

    /// <summary>The key becomes a reference, or moves into the editor's secret store.</summary>
    public static IEnumerable<CatalogFix> Literal(FixSite site)
    {
        if (site is not { Value: StringSyntax text, Row: { } row })
        {
            return [];
        }

        var reference = KeyNames.Reference(site.Document, row);
        var replace = site.Fix(Title(reference), JsonEdits.Replace(text, JsonEdits.Quote(reference)));
        return site.Abilities.KeepsSecrets
            ? [site.Preferred("Move the key to the editor's secret store") with { Command = FixCommand.MoveKey }, replace]
            : [replace with { IsPreferred = true }];
    }

    /// <summary>A reference as another tool writes it is written as ours.</summary>
    public static IEnumerable<CatalogFix> Foreign(FixSite site)
    {
        if (site.Value is not StringSyntax text)
        {
            return [];
        }

        if (ReferenceEquals(site.Place.Field, RowFields.ApiKey))
        {
            return ReferenceText.ForeignVariable(text.Value.Trim()) is { } variable
                ? [Write(site, CredentialReference.Env(variable), JsonEdits.Replace(text, Quoted(variable)))]
                : [];
        }

        var edits = new List<SpanEdit>();
        var at = 0;
        string? first = null;
        foreach (var word in text.Value.Split(' '))
        {
            if (HeaderValueParser.Variable(word) is { } variable)
            {
                if (site.Edits.ReplaceIn(text, at, word.Length, CredentialReference.Env(variable).ToString()) is not { } edit)
                {
                    return [];
                }

                first ??= variable;
                edits.Add(edit);
            }

            at += word.Length + 1;
        }

        return first is null ? [] : [Write(site, CredentialReference.Env(first), [.. edits])];
    }

    /// <summary>The variable that is set and has nearly that name.</summary>
    public static IEnumerable<CatalogFix> Unresolved(FixSite site)
    {
        var place = site.Document.Index.Credentials.FirstOrDefault(each => each.Span == site.Problem.Span);
        if (
            place is not { Reference: { Kind: CredentialKind.Env, Name: { } name } }
            || NearestNames.Of(name, site.Facts.Variables ?? [], 1) is not [var near]
        )
        {
            return [];
        }

        var isWhole = place.Span.Start == place.Node.Start;
        var isName = ReferenceEquals(site.Place.Field, RowFields.ApiKeyEnv);
        var written =
            isName ? JsonEdits.Quote(near)
            : isWhole ? Quoted(near)
            : CredentialReference.Env(near).ToString();
        return [site.Preferred($"Write {near}, which is set", new SpanEdit(place.Span, written))];
    }

    private static string Quoted(string variable) => JsonEdits.Quote(CredentialReference.Env(variable).ToString());

    private static CatalogFix Write(FixSite site, CredentialReference reference, params SpanEdit[] edits) =>
        site.Safe($"Write {reference}", edits);
}
