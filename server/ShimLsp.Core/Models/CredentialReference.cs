namespace ShimLsp.Core.Models;

/// <summary>Where a row's key comes from.</summary>
public enum CredentialKind
{
    /// <summary>The row needs no key.</summary>
    None,

    /// <summary>The key itself stands in the catalog: works, with a warning.</summary>
    Literal,

    /// <summary><c>${env:NAME}</c> or <c>${NAME}</c>.</summary>
    Env,

    /// <summary><c>${file:/path}</c>.</summary>
    File,

    /// <summary><c>${secret:NAME}</c>, given at run time.</summary>
    Secret,
}

/// <summary>
/// Where a row's key comes from. Not a record: a record prints its members, and a literal key must never be printed.
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
    /// A reference that names nothing: what is left of a malformed one. It never resolves, so that its text is not sent as a key and
    /// the row is not taken for one that needs none.
    /// </summary>
    public static CredentialReference Malformed { get; } = new(CredentialKind.Env, "", null);

    /// <summary>Whether this is <see cref="Malformed"/>: no variable and no secret has an empty name.</summary>
    public bool IsMalformed => Name is { Length: 0 };

    /// <summary>Where the key comes from.</summary>
    public CredentialKind Kind { get; }

    /// <summary>
    /// The variable, the secret or the file's path as written; null for <see cref="CredentialKind.None"/> and for a literal, empty
    /// for <see cref="Malformed"/>.
    /// </summary>
    public string? Name { get; }

    /// <summary>A key that stands in the catalog itself.</summary>
    /// <param name="key">The key; not empty.</param>
    public static CredentialReference Literal(string key) => new(CredentialKind.Literal, null, key);

    /// <summary>A key in an environment variable.</summary>
    /// <param name="name">The variable's name.</param>
    public static CredentialReference Env(string name) => new(CredentialKind.Env, name, null);

    /// <summary>A key in a file.</summary>
    /// <param name="path">The path as written.</param>
    public static CredentialReference File(string path) => new(CredentialKind.File, path, null);

    /// <summary>A key given at run time.</summary>
    /// <param name="name">The name it is given under.</param>
    public static CredentialReference Secret(string name) => new(CredentialKind.Secret, name, null);

    /// <summary>The literal key, for the one call that sends it; null for every other kind.</summary>
    public string? RevealLiteral() => literal;

    /// <inheritdoc/>
    public bool Equals(CredentialReference? other) =>
        other is not null && Kind == other.Kind && Name == other.Name && literal == other.literal;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CredentialReference);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name);

    /// <summary>The reference as a person may see it: never the key.</summary>
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
