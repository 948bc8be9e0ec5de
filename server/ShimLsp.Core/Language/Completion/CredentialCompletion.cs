using System.Text;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Parsing;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>References to keys: the variables that are set, and the secrets that are known, by name. No value is ever read.</summary>
internal static class CredentialCompletion
{
    /// <summary>For a value that is one reference.</summary>
    public static IEnumerable<CompletionEntry> Whole(
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts
    ) =>
        All(document, place, facts)
            .Select(entry =>
                target.Text(entry.Reference.ToString(), CompletionKind.Credential) with
                {
                    Detail = entry.Detail,
                    Rank = entry.Rank,
                    Filter = FilterOf(entry.Reference, place.Prefix),
                }
            );

    /// <summary>For a text that has references in it, such as a header's value. Only what is typed of a reference is replaced.</summary>
    public static IEnumerable<CompletionEntry> Within(
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts
    )
    {
        if (!target.IsQuoted)
        {
            return []; // a proposal would take the place of the whole text
        }

        var typed = place.Prefix;
        var start = typed.LastIndexOf('$');
        if (start < 0 || typed.IndexOf('}', start) >= 0)
        {
            start = typed.Length;
        }

        var from = place.Offset - Encoding.UTF8.GetByteCount(typed.AsSpan(start));
        var rest = document.Text.Span[place.Offset..place.Content.End];
        var close = rest.IndexOf((byte)'}');
        var isOpen = start < typed.Length && close >= 0 && rest[..close].IndexOfAny(" $"u8) < 0;
        var part = new TextSpan(from, isOpen ? place.Offset + close + 1 : place.Offset);
        return All(document, place, facts)
            .Select(entry =>
                target.Part(entry.Reference.ToString(), CompletionKind.Credential, part) with
                {
                    Detail = entry.Detail,
                    Rank = entry.Rank,
                    Filter = FilterOf(entry.Reference, typed[start..]),
                }
            );
    }

    /// <summary>For a value that is the name of a variable alone.</summary>
    public static IEnumerable<CompletionEntry> Names(
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts
    ) =>
        All(document, place, facts)
            .Where(entry => entry.Reference.Kind is CredentialKind.Env)
            .Select(entry =>
                target.Text(entry.Reference.Name!, CompletionKind.Credential) with
                {
                    Detail = entry.Detail,
                    Rank = entry.Rank,
                }
            );

    private static IEnumerable<(CredentialReference Reference, string Detail, int Rank)> All(
        CatalogDocument document,
        SyntaxPlace place,
        CatalogFacts facts
    )
    {
        var usual = UsualVariable(place);
        var variables = (facts.Variables ?? []).Select(name => (CredentialReference.Env(name), "is set", RankOf(name, usual)));
        // A name that another row uses is likely, set or not.
        var used = document
            .Index.Credentials.Select(credential => credential.Reference)
            .Where(reference =>
                reference is { IsMalformed: false, Kind: CredentialKind.Env or CredentialKind.Secret or CredentialKind.File }
            )
            .Select(reference => (reference, IsSet(reference, facts) ? "is set, used in this file" : "used in this file", 1));
        var secrets = facts
            .Credentials.Where(pair => pair.Value.IsResolved && pair.Key.StartsWith("${secret:", StringComparison.Ordinal))
            .Select(pair => (CredentialReference.Secret(pair.Key["${secret:".Length..^1]), "is given", 2));
        (CredentialReference, string, int)[] expected =
            usual is not null && facts.Variables?.Contains(usual) != true ? [(CredentialReference.Env(usual), "is not set", 3)] : [];
        return used.Concat(variables)
            .Concat(secrets)
            .Concat(expected)
            .GroupBy(entry => entry.Item1.ToString(), StringComparer.Ordinal)
            .Select(group => group.MinBy(entry => entry.Item3))
            .OrderBy(entry => entry.Item3)
            .ThenBy(entry => entry.Item1.Name, StringComparer.Ordinal);
    }

    private static bool IsSet(CredentialReference reference, CatalogFacts facts) =>
        facts.Credentials.GetValueOrDefault(reference.ToString())?.IsResolved == true
        || (reference.Kind is CredentialKind.Env && facts.Variables?.Contains(reference.Name!) == true);

    private static int RankOf(string name, string? usual) =>
        name == usual ? 0
        : ReferenceText.IsNameOfKey(name) ? 4
        : 5;

    /// <summary>The variable in which the provider's own programs look for a key; null for a provider that has none.</summary>
    private static string? UsualVariable(SyntaxPlace place) =>
        place.Row is ObjectSyntax row && RowIndexing.Value(row, RowFields.Provider) is StringSyntax provider
            ? ModelProviderNames.Parse(provider.Value.Trim()) switch
            {
                ModelProvider.Anthropic => "ANTHROPIC_API_KEY",
                ModelProvider.OpenAI => "OPENAI_API_KEY",
                _ => null,
            }
            : null;

    // A person types the name or the dollar sign; either must find it.
    private static string FilterOf(CredentialReference reference, string typed) =>
        typed.Length == 0 || typed.StartsWith('$') ? reference.ToString() : reference.Name!;
}
