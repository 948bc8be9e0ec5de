using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads <c>api_key</c>. No message here ever quotes the value, because it may be the key itself.</summary>
internal static class CredentialParser
{
    private const string Forms = "Write \"${env:NAME}\", \"${file:/path}\" or \"${secret:NAME}\" as the whole value";

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
        if (text.Contains(ReferenceText.Start, StringComparison.Ordinal))
        {
            return ReferenceText.Read(text)
                ?? Refuse(at, problems, $"`api_key` contains a malformed reference, so the model has no key. {Forms}.");
        }

        if (ReferenceText.ForeignVariable(text) is { } variable)
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

    private static CredentialReference Refuse(JsonSyntax at, ProblemList problems, string message)
    {
        problems.Error(at, CatalogProblemCode.InvalidCredential, message);
        return CredentialReference.Malformed;
    }
}
