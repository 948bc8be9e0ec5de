namespace ShimLsp.Core.Models;

/// <summary>Where a row's key comes from.</summary>
public enum CredentialKind
{
    /// <summary>The row needs no key.</summary>
    None,

    /// <summary>The catalog contains the key itself. This works, with a warning.</summary>
    Literal,

    /// <summary><c>${env:NAME}</c> or <c>${NAME}</c>.</summary>
    Env,

    /// <summary><c>${file:/path}</c>.</summary>
    File,

    /// <summary><c>${secret:NAME}</c>, given at run time.</summary>
    Secret,
}

/// <summary>
/// Where a row's key comes from. This is not a record: a record prints its members, and a literal key must never be printed.
/// </summary>
public sealed class CredentialReference : IEquatable<CredentialReference>
{
    private readonly string? literal;

    private CredentialReference(CredentialKind kind, string? name, string? literal)
    {
        Kind = kind;
        Name = name;
        this.literal = literal;
    }

    /// <summary>The reference of a row that needs no key.</summary>
    public static CredentialReference None { get; } = new(CredentialKind.None, null, null);

    /// <summary>
    /// A reference that names nothing: the result of a malformed one. It never resolves. So its text is never sent as a key, and its row is
    /// not treated as one that needs no key.
    /// </summary>
    public static CredentialReference Malformed { get; } = new(CredentialKind.Env, "", null);

    /// <summary>Whether this is <see cref="Malformed"/>. No variable and no secret has an empty name.</summary>
    public bool IsMalformed => Name is { Length: 0 };

    /// <summary>Where the key comes from.</summary>
    public CredentialKind Kind { get; }

    /// <summary>
    /// The name of the variable or secret, or the file's path as written. Null for <see cref="CredentialKind.None"/> and for a literal;
    /// empty for <see cref="Malformed"/>.
    /// </summary>
    public string? Name { get; }

    /// <summary>A key that the catalog itself contains.</summary>
    /// <param name="key">The key. It must not be empty.</param>
    public static CredentialReference Literal(string key) => new(CredentialKind.Literal, null, key);

    /// <summary>A key in an environment variable.</summary>
    /// <param name="name">The variable's name.</param>
    public static CredentialReference Env(string name) => new(CredentialKind.Env, name, null);

    /// <summary>A key in a file.</summary>
    /// <param name="path">The path as written.</param>
    public static CredentialReference File(string path) => new(CredentialKind.File, path, null);

    /// <summary>A key given at run time.</summary>
    /// <param name="name">The name under which it is given.</param>
    public static CredentialReference Secret(string name) => new(CredentialKind.Secret, name, null);

    /// <summary>The literal key, for the one call that sends it; null for any other kind.</summary>
    public string? RevealLiteral() => literal;

    /// <inheritdoc/>
    public bool Equals(CredentialReference? other) =>
        other is not null && Kind == other.Kind && Name == other.Name && literal == other.literal;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CredentialReference);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name);

    /// <summary>The reference as a person may see it, without the key.</summary>
    public override string ToString() =>
        Kind switch
        {
            CredentialKind.None => "none",
            CredentialKind.Literal => "literal",
            CredentialKind.Env => $"${{env:{Name}}}",
            CredentialKind.File => $"${{file:{Name}}}",
            _ => $"${{secret:{Name}}}",
        };
}
