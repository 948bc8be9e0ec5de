namespace ShimLsp.Core.Models;

/// <summary>
/// The short name by which a person and the wire know a model, such as <c>haiku</c>. Compared by ordinal, case matters.
/// </summary>
/// <param name="Value">The text; never empty in a parsed catalog.</param>
public readonly record struct ModelSlug(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
