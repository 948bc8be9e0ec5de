using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Sessions.Together;

/// <summary>
/// Has a task scored once for all gateways: one of them gets a lease, the others wait for its scores. The lease has a token that grows, so
/// scores that come after it has ended are stored by nobody.
/// </summary>
/// <param name="port">What is shared.</param>
/// <param name="clock">The session's clock.</param>
internal sealed class SharedScoring(ISharedSession port, TimeProvider clock)
{
    /// <summary>What a lease lasts beyond the time that scoring may take.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Scores a task, or waits for the scores of another gateway.</summary>
    /// <param name="question">The task.</param>
    /// <param name="generation">The shared generation that the caller is of.</param>
    /// <param name="score">Scores it here.</param>
    /// <param name="cancellationToken">Cancelled when nobody waits any more.</param>
    public async ValueTask<Scoring> ScoreAsync(
        Question question,
        long generation,
        Func<CancellationToken, ValueTask<Scoring>> score,
        CancellationToken cancellationToken
    )
    {
        var key = question.Key.Half;
        var life = question.At.Router.Timeout + Margin;
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            switch (await port.LeaseAsync(key, generation, life).ConfigureAwait(false))
            {
                case SharedLease.Granted { Token: var token }:
                    return await ScoreForAllAsync(question, generation, token, score, cancellationToken).ConfigureAwait(false);
                case SharedLease.Scored { Scores: var bytes } when Read(bytes, question) is { } scoring:
                    return scoring with { IsOfAnother = true };
                case SharedLease.Held { Left: var left }:
                    await Task.Delay(left < pause ? left + TimeSpan.FromMilliseconds(1) : pause, clock, cancellationToken)
                        .ConfigureAwait(false);
                    break;
                default: // nothing is shared at present, or not with this session's generation
                    return await score(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The scores; null if they are not of the task's models.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="question">The task.</param>
    public static Scoring? Read(ReadOnlySpan<byte> bytes, Question question) => ScoresCode.Read(bytes, SlugsOf(question.Able.ByRequest));

    private async ValueTask<Scoring> ScoreForAllAsync(
        Question question,
        long generation,
        long token,
        Func<CancellationToken, ValueTask<Scoring>> score,
        CancellationToken cancellationToken
    )
    {
        byte[]? bytes = null;
        try
        {
            var scoring = await score(cancellationToken).ConfigureAwait(false);
            bytes = scoring.StandIn is null ? ScoresCode.Write(scoring, SlugsOf(question.Able.ByRequest)) : null;
            return scoring;
        }
        finally
        {
            if (bytes is null)
            {
                port.Release(question.Key.Half, token);
            }
            else
            {
                port.Store(question.Key.Half, generation, token, bytes);
            }
        }
    }

    private static ImmutableArray<ModelSlug> SlugsOf(ImmutableArray<ModelSpec> models) => [.. models.Select(model => model.Slug)];

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
