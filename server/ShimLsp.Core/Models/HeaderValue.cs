using System.Collections.Immutable;
using System.Text;

namespace ShimLsp.Core.Models;

/// <summary>
/// The value of a header of a row: a text that may refer to variables, secrets and files. This is not a record: a record prints its
/// members, and the text may be a secret.
/// </summary>
public sealed class HeaderValue : IEquatable<HeaderValue>
{
    private readonly ImmutableArray<Piece> pieces;

    private HeaderValue(ImmutableArray<Piece> pieces) => this.pieces = pieces;

    /// <summary>A value with a malformed reference. It never resolves, so it is never sent.</summary>
    public static HeaderValue Malformed { get; } = new([new("", CredentialReference.Malformed)]);

    /// <summary>What it refers to, in the text's order; empty for a plain text.</summary>
    public IEnumerable<CredentialReference> References => pieces.Select(piece => piece.Reference).OfType<CredentialReference>();

    /// <summary>A plain text.</summary>
    /// <param name="text">The text, without control characters.</param>
    public static HeaderValue Literal(string text) => new([new(text, null)]);

    /// <summary>Texts and references, one after the other.</summary>
    /// <param name="pieces">Each text, with the reference that follows it; null if none follows.</param>
    public static HeaderValue Of(IEnumerable<(string Text, CredentialReference? Reference)> pieces) =>
        new([.. pieces.Select(piece => new Piece(piece.Text, piece.Reference))]);

    /// <summary>The value with each reference replaced, for the one call that sends it; null if a reference has no value.</summary>
    /// <param name="valueOf">What a reference stands for; null if that is missing.</param>
    public string? Expand(Func<CredentialReference, string?> valueOf)
    {
        var value = new StringBuilder();
        foreach (var (text, reference) in pieces)
        {
            value.Append(text);
            if (reference is not null)
            {
                if (valueOf(reference) is not { } found)
                {
                    return null;
                }

                value.Append(found);
            }
        }

        return value.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(HeaderValue? other) => other is not null && pieces.SequenceEqual(other.pieces);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HeaderValue);

    /// <inheritdoc/>
    public override int GetHashCode() => pieces.Length;

    /// <summary>The references as a person may see them, without any text.</summary>
    public override string ToString() => References.Any() ? string.Join(' ', References) : "literal";

    private readonly record struct Piece(string Text, CredentialReference? Reference);
}
