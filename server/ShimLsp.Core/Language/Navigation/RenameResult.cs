using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>What comes of a wish to rename a slug.</summary>
public abstract record RenameResult
{
    private RenameResult() { }

    /// <summary>It can be renamed.</summary>
    /// <param name="Span">The piece of the text that a person edits, without quotes.</param>
    /// <param name="Slug">Its slug now.</param>
    public sealed record Possible(TextSpan Span, string Slug) : RenameResult;

    /// <summary>It is renamed.</summary>
    /// <param name="Edits">The changes, in the text's order.</param>
    public sealed record Renamed(ImmutableArray<SpanEdit> Edits) : RenameResult;

    /// <summary>It cannot be renamed, or not to that name.</summary>
    /// <param name="Reason">Why, and what to do, in one or two sentences.</param>
    /// <param name="IsOfName">Whether the new name is the reason.</param>
    public sealed record Refused(string Reason, bool IsOfName) : RenameResult;
}
