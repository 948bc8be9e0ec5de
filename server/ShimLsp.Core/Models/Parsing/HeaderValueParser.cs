using System.Collections.Frozen;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads the references in a header's value. No message here ever quotes the value, because it may be a secret.</summary>
internal static class HeaderValueParser
{
    /// <summary>The headers that carry keys.</summary>
    public static readonly FrozenSet<string> KeyHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Authorization",
        "x-api-key",
        "api-key"
    );

    // A shorter word is a scheme's name, or what a person puts where a server wants any header.
    private const int ShortestKey = 12;

    /// <summary>The value.</summary>
    /// <param name="value">The value in the text, without control characters.</param>
    /// <param name="name">The header.</param>
    /// <param name="problems">Where to report a malformed or foreign reference.</param>
    public static HeaderValue Parse(StringSyntax value, string name, ProblemList problems) =>
        value.Value.Contains(ReferenceText.Start, StringComparison.Ordinal) ? Own(value, name, problems) : Foreign(value, name, problems);

    private static HeaderValue Own(StringSyntax value, string name, ProblemList problems)
    {
        var text = value.Value;
        List<(string Text, CredentialReference? Reference)> pieces = [];
        var from = 0;
        for (int start; (start = text.IndexOf(ReferenceText.Start, from, StringComparison.Ordinal)) >= 0; )
        {
            var end = text.IndexOf('}', start) + 1;
            if (end == 0 || ReferenceText.Read(text[start..end]) is not { } reference)
            {
                problems.Error(
                    value,
                    CatalogProblemCode.InvalidCredential,
                    $"The header {ShownText.Quote(name)} contains a malformed reference, so the model cannot be used. "
                        + "Write \"${env:NAME}\", \"${file:/path}\" or \"${secret:NAME}\"."
                );
                return HeaderValue.Malformed;
            }

            pieces.Add((text[from..start], reference));
            from = end;
        }

        return HeaderValue.Of(pieces.Append((text[from..], null)));
    }

    /// <summary>References as other tools write them, each a word by itself: <c>Bearer $NAME</c>.</summary>
    private static HeaderValue Foreign(StringSyntax value, string name, ProblemList problems)
    {
        List<(string Text, CredentialReference? Reference)> pieces = [];
        var before = "";
        foreach (var word in value.Value.Split(' '))
        {
            if (Variable(word) is { } variable)
            {
                problems.Warning(
                    value,
                    CatalogProblemCode.InvalidCredential,
                    $"The header {ShownText.Quote(name)} is taken to refer to the environment variable {variable}. "
                        + $"Write \"${{env:{variable}}}\"."
                );
                pieces.Add((before, CredentialReference.Env(variable)));
                before = " ";
            }
            else
            {
                before += $"{word} ";
            }
        }

        if (pieces.Count > 0)
        {
            return HeaderValue.Of(pieces.Append((before.TrimEnd(' '), null)));
        }

        if (KeyHeaders.Contains(name) && value.Value.Split(' ')[^1] is { Length: >= ShortestKey } key && !key.StartsWith('<'))
        {
            problems.Warning(
                value,
                CatalogProblemCode.LiteralHeader,
                $"The header {ShownText.Quote(name)} contains a plain-text key. Write ${{env:NAME}} in the key's place."
            );
        }

        return HeaderValue.Literal(value.Value);
    }

    /// <summary>The variable that a word refers to as other tools write it; null if it refers to none.</summary>
    /// <param name="word">The word.</param>
    // `env:prod` and `API_KEY` may be a header's own words.
    public static string? Variable(string word) =>
        !word.StartsWith("env:", StringComparison.OrdinalIgnoreCase) && ReferenceText.ForeignVariable(word) is { } name && name != word
            ? name
            : null;
}
