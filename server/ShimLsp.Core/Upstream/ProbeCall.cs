using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Upstream;

/// <summary>The smallest real call: a question of three words. The answer is not looked at.</summary>
public static class ProbeCall
{
    // A model that reasons first spends hundreds of tokens on it. Some report an error if they run out.
    private const int MostTokens = 1_000;
    private const int MostReplyBytes = 256 << 10;

    /// <summary>How long a model may take. A local one has to be loaded into memory first.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    private static ChatConversation Question =>
        new([new(TurnRole.User, [new Part.Text("Reply with OK.")])], new() { MaxOutputTokens = MostTokens });

    /// <summary>Asks a model.</summary>
    /// <param name="upstream">Asks models.</param>
    /// <param name="model">The model.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The tokens that it took; null if the provider did not say.</returns>
    /// <exception cref="UpstreamException">The model did not answer, or not within <see cref="Limit"/>.</exception>
    public static async Task<TokenUsage?> AskAsync(
        IUpstream upstream,
        ModelSpec model,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await CallAsync(upstream, model, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpstreamException(
                new Outcome(null, NoAnswer.Timeout),
                "Timed out. A local model loads at its first call: try again. If that fails too, check that its server is running."
            );
        }
    }

    private static async Task<TokenUsage?> CallAsync(IUpstream upstream, ModelSpec model, CancellationToken cancellationToken)
    {
        var chat = upstream.Open(Question, MostReplyBytes);
        TokenUsage? usage = null;
        await foreach (var piece in chat.AskAsync(model, streams: false, cancellationToken).ConfigureAwait(false))
        {
            usage = (piece as ChatEvent.Finished)?.Usage; // only the end matters
        }

        return usage;
    }
}
