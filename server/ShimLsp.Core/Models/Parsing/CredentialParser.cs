using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Reads <c>api_key</c>, or the older <c>api_key_env</c>. No message here ever quotes the value, because it may be the key itself.
/// </summary>
internal sealed class CredentialParser(ProblemList problems)
{
    private const string Forms = "Write \"${env:NAME}\", \"${file:/path}\" or \"${secret:NAME}\" as the whole value";

    // Most rows of one provider share their key.
    private readonly Dictionary<string, CredentialReference?> references = new(StringComparer.Ordinal);

    /// <summary>The reference that a row's fields are.</summary>
    /// <param name="key"><c>api_key</c>; null if there is none.</param>
    /// <param name="variable"><c>api_key_env</c>; null if there is none.</param>
    public CredentialReference Parse(JsonMember? key, JsonMember? variable) => Parse(NonNull(key), NonNull(variable), variable);

    private static JsonSyntax? NonNull(JsonMember? member) =>
        member?.Value is var value and not (NullSyntax or MissingSyntax) ? value : null;

    private CredentialReference Parse(JsonSyntax? key, JsonSyntax? variable, JsonMember? older)
    {
        if (variable is null or StringSyntax { Value.Length: 0 })
        {
            return Parse(key);
        }

        var reference = variable is StringSyntax { Value: var name } ? ReferenceText.Read($"${{env:{name.Trim()}}}") : null;
        var given = Parse(key);
        if (given.Kind is CredentialKind.None)
        {
            return reference
                ?? Refuse(variable, "`api_key_env` must be the name of an environment variable. The model has no key until it is.", true);
        }

        if (!given.Equals(reference))
        {
            const string Wins = "The row also has `api_key`, which wins. Remove `api_key_env`.";
            problems.Warning(variable, CatalogProblemCode.ConflictingAliases, Wins);
        }
        else
        {
            problems.NoEffect(older!.Value, "`api_key` says the same. Remove `api_key_env`.");
        }

        return given;
    }

    private CredentialReference Parse(JsonSyntax? value)
    {
        switch (value)
        {
            case null:
                return CredentialReference.None;
            case StringSyntax text when string.IsNullOrWhiteSpace(text.Value):
                return CredentialReference.None;
            case StringSyntax text:
                return Parse(text, text.Value.Trim());
            default:
                return Refuse(value, $"`api_key` must be a string. {Forms}, or leave it out if the model needs no key.", true);
        }
    }

    private CredentialReference Parse(StringSyntax at, string text)
    {
        // A reference inside other text would be sent as it is, with its dollar sign. Nobody means that.
        if (text.Contains(ReferenceText.Start, StringComparison.Ordinal))
        {
            return Reference(text) ?? Refuse(at, $"`api_key` contains a malformed reference, so the model has no key. {Forms}.");
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
            return Refuse(at, $"`api_key` contains a control character and cannot be sent. {Forms}.");
        }

        problems.Warning(at, CatalogProblemCode.LiteralCredential, $"This file contains a plain-text key. {Forms} instead.");
        return CredentialReference.Literal(text);
    }

    private CredentialReference? Reference(string text)
    {
        if (!references.TryGetValue(text, out var reference))
        {
            reference = ReferenceText.Read(text);
            references.Add(text, reference);
        }

        return reference;
    }

    private CredentialReference Refuse(JsonSyntax at, string message, bool inSchema = false)
    {
        problems.Error(at, CatalogProblemCode.InvalidCredential, message, inSchema);
        return CredentialReference.Malformed;
    }
}
