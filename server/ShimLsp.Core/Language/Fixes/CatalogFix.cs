using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>One way to solve a problem of a catalog: edits of its text, or a command.</summary>
/// <param name="Title">What it does, as an editor's menu shows it. It never contains a key, a header value or an address.</param>
/// <param name="Problem">The problem that it solves.</param>
public sealed record CatalogFix(string Title, CatalogProblem Problem)
{
    /// <summary>The edits, in the text's order. They do not overlap.</summary>
    public ImmutableArray<SpanEdit> Edits { get; init; } = [];

    /// <summary>What must be run instead of edits; null if the edits are all.</summary>
    public FixCommand? Command { get; init; }

    /// <summary>Whether it is what a person most likely wants, so that an editor may do it at one key.</summary>
    public bool IsPreferred { get; init; }

    /// <summary>
    /// Whether it may be done unseen, together with others: the catalog means the same afterwards, or nothing else mends a fault of the
    /// syntax.
    /// </summary>
    public bool IsSafe { get; init; }
}

/// <summary>What a fix does that no edit of the text can do.</summary>
public enum FixCommand
{
    /// <summary>The editor puts the key into its secret store and a reference into the text.</summary>
    MoveKey,

    /// <summary>The server asks the person whether to trust the workspace.</summary>
    TrustWorkspace,
}

/// <summary>What an editor can do beside editing.</summary>
public sealed record FixAbilities
{
    /// <summary>It has a store for secrets, and a command that moves a key there.</summary>
    public bool KeepsSecrets { get; init; }

    /// <summary>It leaves to the server the question whether a workspace is trusted.</summary>
    public bool LetsServerAskForTrust { get; init; }
}
