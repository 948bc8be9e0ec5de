namespace ShimLsp.Core.Models;

/// <summary>
/// The short name of a model for people and on the wire, such as <c>haiku</c>. Slugs are compared ordinally, so case matters.
/// </summary>
/// <param name="Value">The text; never empty in a parsed catalog.</param>
public readonly record struct ModelSlug(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
