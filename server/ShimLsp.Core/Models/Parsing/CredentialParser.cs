using System.Buffers;
using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads <c>api_key</c>. No message here ever quotes the value, because it may be the key itself.</summary>
internal static class CredentialParser
{
    private const string Forms = "Write \"${env:NAME}\", \"${file:/path}\" or \"${secret:NAME}\" as the whole value";

    private static readonly SearchValues<char> VariableLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    private static readonly SearchValues<char> SecretLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."
    );

    // The longer before the shorter that it begins with.
    private static readonly ImmutableArray<(string Start, string End)> ForeignForms =
    [
        ("$env:", ""),
        ("$", ""),
        ("{env:", "}"),
        ("{{", "}}"),
        ("env:", ""),
        ("os.environ/", ""),
        ("process.env.", ""),
        ("%", "%"),
    ];

    public static CredentialReference Parse(JsonSyntax? value, ProblemList problems)
    {
        switch (value)
        {
            case null:
                return CredentialReference.None;
            case StringSyntax text when string.IsNullOrWhiteSpace(text.Value):
                return CredentialReference.None;
            case StringSyntax text:
                return Parse(text, text.Value.Trim(), problems);
            default:
                return Refuse(value, problems, $"`api_key` must be a string. {Forms}, or leave it out if the model needs no key.");
        }
    }

    private static CredentialReference Parse(StringSyntax at, string text, ProblemList problems)
    {
        // A reference inside other text would be sent as it is, with its dollar sign. Nobody means that.
        if (text.Contains("${", StringComparison.Ordinal))
        {
            return Reference(text) ?? Refuse(at, problems, $"`api_key` contains a malformed reference, so the model has no key. {Forms}.");
        }

        if (ForeignVariable(text) is { } variable)
        {
            problems.Warning(
                at,
                CatalogProblemCode.InvalidCredential,
                $"`api_key` is taken for a reference to the environment variable {variable}. Write \"${{env:{variable}}}\"."
            );
            return CredentialReference.Env(variable);
        }

        if (ShownText.HasControl(text))
        {
            return Refuse(at, problems, $"`api_key` contains a control character and cannot be sent. {Forms}.");
        }

        problems.Warning(at, CatalogProblemCode.LiteralCredential, $"This file contains a plain-text key. {Forms} instead.");
        return CredentialReference.Literal(text);
    }

    private static CredentialReference? Reference(string text)
    {
        if (!text.StartsWith("${", StringComparison.Ordinal) || !text.EndsWith('}'))
        {
            return null;
        }

        var inner = text[2..^1];
        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("env", inner) : (inner[..colon], inner[(colon + 1)..].Trim());
        return kind switch
        {
            "env" when IsVariable(name) => CredentialReference.Env(name),
            "secret" when IsSecretName(name) => CredentialReference.Secret(name),
            "file" when IsPath(name) => CredentialReference.File(name),
            _ => null,
        };
    }

    /// <summary>
    /// The variable that other tools' spellings name: <c>$NAME</c>, <c>$env:NAME</c>, <c>{env:NAME}</c>, <c>{{NAME}}</c>,
    /// <c>env:NAME</c>, <c>os.environ/NAME</c>, <c>process.env.NAME</c>, <c>%NAME%</c>. Null if it is none of these: then it is a key.
    /// </summary>
    private static string? ForeignVariable(string text)
    {
        foreach (var (start, end) in ForeignForms)
        {
            if (
                text.Length > start.Length + end.Length
                && text.StartsWith(start, StringComparison.OrdinalIgnoreCase)
                && text.EndsWith(end, StringComparison.Ordinal)
                && text[start.Length..^end.Length].Trim() is var name
                && IsVariable(name)
            )
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(VariableLetters);

    private static bool IsSecretName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(SecretLetters);

    private static bool IsPath(string path) =>
        path.Length > 0 && !ShownText.HasControl(path) && !path.Contains("${", StringComparison.Ordinal);

    private static CredentialReference Refuse(JsonSyntax at, ProblemList problems, string message)
    {
        problems.Error(at, CatalogProblemCode.InvalidCredential, message);
        return CredentialReference.Malformed;
    }
}
