using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>What the gateway does with a model's name that names nothing here.</summary>
public enum UnknownModelRule
{
    /// <summary>The session's active model answers, and a response header warns.</summary>
    Active,

    /// <summary>The client gets its own not-found error, with the nearest names.</summary>
    Error,
}

/// <summary>A name that clients use unasked, and the models that take its requests.</summary>
/// <param name="Pattern">The name. <c>*</c> stands for any characters, <c>?</c> for one; upper and lower case are the same.</param>
/// <param name="Models">One model that takes every request; several that Auto chooses among; none if Auto chooses among all.</param>
public sealed record GatewayAlias(string Pattern, ImmutableArray<ModelSlug> Models)
{
    /// <summary>Whether a client's name matches the pattern.</summary>
    /// <param name="name">The name that the client sends.</param>
    public bool Matches(string name)
    {
        // Greedy with one place to go back to: the time is at most the product of the lengths.
        var (at, inPattern, star, resume) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (inPattern < Pattern.Length && Pattern[inPattern] == '*')
            {
                (star, resume) = (inPattern++, at);
            }
            else if (inPattern < Pattern.Length && (Pattern[inPattern] == '?' || Same(Pattern[inPattern], name[at])))
            {
                (at, inPattern) = (at + 1, inPattern + 1);
            }
            else if (star >= 0)
            {
                (at, inPattern) = (++resume, star + 1);
            }
            else
            {
                return false;
            }
        }

        return Pattern.AsSpan(inPattern).Trim('*').IsEmpty;
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}

/// <summary>Through what several gateways act as one.</summary>
/// <param name="Url">Where it is, as written: <c>redis://</c> or <c>rediss://</c>, without a user or a password.</param>
/// <param name="User">The user there.</param>
/// <param name="Password">The password there.</param>
/// <param name="Prefix">What every key there begins with.</param>
public sealed record SharedSpec(string Url, CredentialReference User, CredentialReference Password, string Prefix)
{
    /// <summary>The default of <see cref="Prefix"/>.</summary>
    public const string DefaultPrefix = "shim";
}

/// <summary>The catalog's <c>gateway</c> block, with its defaults applied.</summary>
public sealed record GatewaySpec
{
    /// <summary>The default of <see cref="MaxBodyBytes"/>: 64 MiB.</summary>
    public const int DefaultMaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxInFlight"/>.</summary>
    public const int DefaultMaxInFlight = 1024;

    // A name comes from a client, and each alias is tried: no model has a longer one.
    private const int LongestName = 256;

    /// <summary>The names that today's coding agents use unasked; Auto takes them.</summary>
    public static ImmutableArray<GatewayAlias> DefaultAliases { get; } =
    [.. new[] { "claude-haiku-*", "gpt-5.5", "codex-auto-review", "codex-auto" }.Select(pattern => new GatewayAlias(pattern, []))];

    /// <summary>The names that clients use unasked. The first pattern that matches is used.</summary>
    public ImmutableArray<GatewayAlias> Aliases { get; init; } = DefaultAliases;

    /// <summary>What happens with any other name.</summary>
    public UnknownModelRule UnknownModel { get; init; }

    /// <summary>The largest request body in bytes, both as sent and decompressed.</summary>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>How many requests of one token may run at once.</summary>
    public int MaxInFlight { get; init; } = DefaultMaxInFlight;

    /// <summary>Through what several gateways act as one; null if nothing is shared.</summary>
    public SharedSpec? Shared { get; init; }

    /// <summary>The alias for a client's name; null if none matches.</summary>
    /// <param name="name">The name that the client sends.</param>
    public GatewayAlias? AliasOf(string name) => name.Length > LongestName ? null : Aliases.FirstOrDefault(alias => alias.Matches(name));
}
