using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>A classifier answered with something that holds no scores. No failure of its health: the model works.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its usage its cost would be lost.")]
public sealed class UnusableReplyException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="usage">What the reply took, which has to be paid all the same; null where the provider did not say.</param>
    public UnusableReplyException(TokenUsage? usage)
        : base("The classifier's reply holds no scores.") => Usage = usage;

    /// <summary>What the reply took; null where the provider did not say.</summary>
    public TokenUsage? Usage { get; }
}
