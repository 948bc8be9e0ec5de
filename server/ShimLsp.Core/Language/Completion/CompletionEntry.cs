using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Completion;

/// <summary>What a proposal is. An editor shows a sign for it.</summary>
public enum CompletionKind
{
    /// <summary>A model of the file.</summary>
    Model,

    /// <summary>A reference to a key.</summary>
    Credential,

    /// <summary>One of a few words, or true or false.</summary>
    Word,

    /// <summary>An address.</summary>
    Address,

    /// <summary>The name of a field.</summary>
    Field,
}

/// <summary>One proposal.</summary>
/// <param name="Label">What the list shows.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Replaced">The piece of the text that it replaces. It is on one line and contains the cursor.</param>
/// <param name="Inserted">The text that takes its place.</param>
public sealed record CompletionEntry(string Label, CompletionKind Kind, TextSpan Replaced, string Inserted)
{
    /// <summary>What the list shows beside it; null for nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>What an editor shows of it if asked, with code in backticks; null for nothing.</summary>
    public string? Documentation { get; init; }

    /// <summary>What is compared with the typed text.</summary>
    public required string Filter { get; init; }

    /// <summary>Its place in the list: a lower one is first.</summary>
    public int Rank { get; init; }

    /// <summary>Whether it is of a list of which not all are proposed: an editor asks again when more is typed.</summary>
    public bool IsOfLongList { get; init; }
}
