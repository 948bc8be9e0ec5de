using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Health;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// A model gave no reply, or not all of it. Its message is in words of ours: what an upstream says may hold the prompt, or the key that it
/// was sent.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without an outcome it would say nothing.")]
public sealed class UpstreamException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="outcome">What became of the call.</param>
    /// <param name="message">What happened and what to do, a sentence that begins with neither the model nor its host.</param>
    public UpstreamException(Outcome outcome, string message)
        : base(message) => Outcome = outcome;

    /// <summary>What became of the call; its status is never one of success.</summary>
    public Outcome Outcome { get; }
}
