using System.Collections.Immutable;

namespace ShimLsp.Core.Models;

/// <summary>One model of a catalog, after all defaults and candidate overrides are applied.</summary>
public sealed record ModelSpec
{
    private readonly ModelWire? wire;

    /// <summary>The name by which a person lists, switches to and routes to the model. It is unique in its catalog.</summary>
    public required ModelSlug Slug { get; init; }

    /// <summary>The provider's own name for it.</summary>
    public required string Model { get; init; }

    /// <summary>Who serves it.</summary>
    public required ModelProvider Provider { get; init; }

    /// <summary>The endpoint's base URL: absolute, http or https.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The format that its endpoint speaks: the one that its provider and address suggest, unless it is set.</summary>
    public ModelWire Wire
    {
        get => wire ?? ModelWireNames.Default(Provider, BaseUrl);
        init => wire = value;
    }

    /// <summary>The name that a picker shows.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where its key comes from.</summary>
    public CredentialReference Credential { get; init; } = CredentialReference.None;

    /// <summary>The largest input, in tokens; null if not stated.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The longest reply, in tokens; null if not stated.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Whether it reads images; false unless stated.</summary>
    public bool SupportsImages { get; init; }

    /// <summary>Whether it calls tools; true unless stated.</summary>
    public bool SupportsTools { get; init; } = true;

    /// <summary>Prices in US dollars per million tokens; null if not stated.</summary>
    public Pricing? Pricing { get; init; }

    /// <summary>Whether a call costs something, as far as the catalog says. What has no price is never counted.</summary>
    public bool IsPriced => Pricing is { Input: > 0 } or { Output: > 0 };

    /// <summary>How capable it is, 0..1; null if not stated.</summary>
    public double? Strength { get; init; }

    /// <summary>Its capability card: what it is strong and weak at, in a sentence or two; null if not stated.</summary>
    public string? Card { get; init; }

    /// <summary>
    /// The cost that orders candidates, in one unit for the whole catalog: the relative cost, or else US dollars per million tokens (input
    /// + output), or else 1 for all. It is finite and not negative.
    /// </summary>
    public double Cost { get; init; } = 1;

    /// <summary>Whether Auto may choose it.</summary>
    public bool IsCandidate { get; init; } = true;

    /// <summary>Headers that are sent with each request. A value may be a secret, so it is never shown.</summary>
    public ImmutableSortedDictionary<string, HeaderValue> ExtraHeaders { get; init; } =
        ImmutableSortedDictionary<string, HeaderValue>.Empty;

    /// <summary>The options that are never sent to it (<see cref="OmittableOptions"/>).</summary>
    public ImmutableSortedSet<string> Omit { get; init; } = [];

    /// <summary>Everything that a call needs and the catalog only refers to: the key first, then what its headers refer to.</summary>
    public IEnumerable<CredentialReference> References =>
        ExtraHeaders
            .Values.SelectMany(value => value.References)
            .Prepend(Credential)
            .Where(reference => reference.Kind is CredentialKind.Env or CredentialKind.File or CredentialKind.Secret);

    /// <summary>Whether a call to it needs the variable or secret of that name.</summary>
    /// <param name="name">The name.</param>
    public bool UsesKey(string name) =>
        References.Any(reference => reference.Kind is CredentialKind.Env or CredentialKind.Secret && reference.Name == name);

    /// <summary>Where its row starts in the text it was read from; null if it was not read from one.</summary>
    public TextPosition? Position { get; init; }

    /// <summary>Whether another row asks the same model at the same place, in the same format, with the same key and headers.</summary>
    /// <param name="other">The other row.</param>
    public bool AsksAs(ModelSpec other) =>
        ReferenceEquals(this, other) || (Model == other.Model && Provider == other.Provider && Wire == other.Wire && SendsAs(other));

    /// <summary>Whether another row sends the same key and the same headers to the same place.</summary>
    /// <param name="other">The other row.</param>
    public bool SendsAs(ModelSpec other) =>
        BaseUrl == other.BaseUrl && Credential.Equals(other.Credential) && ExtraHeaders.SequenceEqual(other.ExtraHeaders);

    /// <summary>Its names only: a record would print its members, and base URLs and header values may hold secrets.</summary>
    public override string ToString() => $"{Slug} ({Model})";
}
