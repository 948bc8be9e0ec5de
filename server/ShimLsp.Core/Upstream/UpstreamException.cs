using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Health;

namespace ShimLsp.Core.Upstream;

/// <summary>
/// A model sent no reply, or only part of it. The message is in our own words, because a provider's message may contain the prompt or the
/// key that it was sent.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without an outcome it would say nothing.")]
public sealed class UpstreamException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="outcome">The outcome of the call.</param>
    /// <param name="message">What happened and what to do: a sentence that does not begin with the model or its host.</param>
    public UpstreamException(Outcome outcome, string message)
        : base(message) => Outcome = outcome;

    /// <summary>The outcome of the call. Its status never means success.</summary>
    public Outcome Outcome { get; }
}
