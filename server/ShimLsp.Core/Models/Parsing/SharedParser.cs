using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads through what several gateways act as one. No message here ever quotes a value, because it may hold a password.</summary>
internal sealed class SharedParser(ProblemList problems)
{
    /// <summary>Reads the fields.</summary>
    /// <param name="gateway">The block <c>gateway</c>.</param>
    /// <returns>Null if nothing is shared.</returns>
    public SharedSpec? Parse(FieldReader gateway)
    {
        // What is wrong in them is told even if nothing is shared.
        var user = Reference(gateway, GatewayFields.SharedUser, isSecret: false);
        var password = Reference(gateway, GatewayFields.SharedPassword, isSecret: true);
        var prefix = Prefix(gateway);
        if (gateway.Text(GatewayFields.Shared)?.Trim() is not { } url)
        {
            return null;
        }

        if (!IsAddress(url))
        {
            problems.Error(
                gateway.Value(GatewayFields.Shared)!,
                CatalogProblemCode.UnknownValue,
                "`shared` must be redis://host:port, or rediss://host:port for TLS, without a user or a password: "
                    + "they go into `shared_user` and `shared_password`. Nothing is shared until it is.",
                inSchema: true
            );
            return null;
        }

        return new(url, user, password, prefix);
    }

    private static bool IsAddress(string url) =>
        url.IndexOf("://", StringComparison.Ordinal) is var end and > 0
        && url[..end] is ("redis" or "rediss")
        && url.Length > end + 3
        && !url.Contains('@', StringComparison.Ordinal)
        && !url.Any(char.IsWhiteSpace);

    private string Prefix(FieldReader gateway)
    {
        if (gateway.Text(GatewayFields.SharedPrefix)?.Trim() is not { } prefix)
        {
            return SharedSpec.DefaultPrefix;
        }

        if (prefix.Length is > 0 and <= 64 && prefix.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_'))
        {
            return prefix;
        }

        problems.Warning(
            gateway.Value(GatewayFields.SharedPrefix)!,
            CatalogProblemCode.UnknownValue,
            "`shared_prefix` must be 1 to 64 letters, digits, dots, hyphens or underscores; it is ignored.",
            inSchema: true
        );
        return SharedSpec.DefaultPrefix;
    }

    private CredentialReference Reference(FieldReader gateway, Field field, bool isSecret)
    {
        if (gateway.Text(field)?.Trim() is not { Length: > 0 } text)
        {
            return CredentialReference.None;
        }

        if (text.Contains(ReferenceText.Start, StringComparison.Ordinal))
        {
            return ReferenceText.Read(text) ?? Malformed(gateway, field);
        }

        if (isSecret)
        {
            problems.Warning(
                gateway.Value(field)!,
                CatalogProblemCode.LiteralCredential,
                $"This file contains a plain-text password. Write \"${{env:NAME}}\" or \"${{file:/path}}\" as the whole value instead."
            );
        }

        return CredentialReference.Literal(text);
    }

    private CredentialReference Malformed(FieldReader gateway, Field field)
    {
        problems.Error(
            gateway.Value(field)!,
            CatalogProblemCode.InvalidCredential,
            $"`{field.Name}` contains a malformed reference. Write \"${{env:NAME}}\" or \"${{file:/path}}\" as the whole value."
        );
        return CredentialReference.Malformed;
    }
}
