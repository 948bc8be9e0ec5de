using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>The smallest real call: a question of three words. The answer is not looked at.</summary>
/// <param name="upstream">Asks models.</param>
/// <param name="clock">Time.</param>
internal sealed class Probe(IUpstream upstream, TimeProvider clock)
{
    /// <summary>How long a model may take. A local one has to be loaded into memory first.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // A model that reasons first spends hundreds of tokens on it. Some report an error if they run out.
    private const int MostTokens = 1_000;
    private const int MostReplyBytes = 256 << 10;

    private static ChatConversation Question =>
        new([new(TurnRole.User, [new Part.Text("Reply with OK.")])], new() { MaxOutputTokens = MostTokens });

    /// <summary>Asks a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends it; the report then says that it was interrupted.</param>
    public async Task<ProbeReport> AskAsync(ModelSpec model, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await CallAsync(model, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return Report(ProbeVerdict.Works, "works");
        }
        catch (UpstreamException failed)
        {
            return Failed(failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Report(ProbeVerdict.Interrupted, "interrupted");
        }
        catch (OperationCanceledException)
        {
            return Report(ProbeVerdict.NoAnswer, NoAnswerIn(Limit)) with
            {
                Detail =
                    "Timed out. A local model loads at its first call: try again. If that fails too, check that its server is running.",
            };
        }

        ProbeReport Failed(UpstreamException failed)
        {
            var (verdict, words) = VerdictOf(failed, clock.GetElapsedTime(started));
            return Report(verdict, words) with
            {
                Status = failed.Outcome.Status,
                RetryAfterSeconds = failed.Outcome.RetryAfter?.TotalSeconds,
                Detail = failed.Message,
            };
        }

        ProbeReport Report(ProbeVerdict verdict, string words) =>
            new(model.Slug.Value, verdict, words, (long)clock.GetElapsedTime(started).TotalMilliseconds)
            {
                LearnedQuirks = LearnedOf(model),
            };
    }

    private ImmutableSortedSet<string>? LearnedOf(ModelSpec model) =>
        upstream.LearnedQuirks(new Catalog([model], new RouterSpec())).GetValueOrDefault(model.Slug.Value);

    private static (ProbeVerdict Verdict, string Words) VerdictOf(UpstreamException failed, TimeSpan elapsed) =>
        failed.Outcome switch
        {
            { Topic: RefusalTopic.Address, Status: { } status } => (
                ProbeVerdict.Refused,
                string.Create(CultureInfo.InvariantCulture, $"nothing at this address ({status})")
            ),
            { Topic: RefusalTopic.Region, Status: { } status } => (
                ProbeVerdict.Refused,
                string.Create(CultureInfo.InvariantCulture, $"not available in this country or region ({status})")
            ),
            { Meaning: OutcomeMeaning.KeyRefused } => (ProbeVerdict.KeyRefused, "key rejected"),
            { Meaning: OutcomeMeaning.OutOfCredit } => (ProbeVerdict.OutOfCredit, "out of credit"),
            { Meaning: OutcomeMeaning.ModelNotFound } => (ProbeVerdict.NoSuchModel, "model not found"),
            { Meaning: OutcomeMeaning.ContentRefused, Status: { } status } => (
                ProbeVerdict.ContentRefused,
                string.Create(CultureInfo.InvariantCulture, $"request refused ({status})")
            ),
            { Meaning: OutcomeMeaning.RateLimited, RetryAfter: { } pause } => (
                ProbeVerdict.RateLimited,
                $"rate limited for {Seconds(pause)} s"
            ),
            { Meaning: OutcomeMeaning.RateLimited } => (ProbeVerdict.RateLimited, "rate limited"),
            { Status: 408 } => (ProbeVerdict.NoAnswer, "no answer in time"),
            { Status: >= 500 and var status } => (ProbeVerdict.Failing, string.Create(CultureInfo.InvariantCulture, $"fails ({status})")),
            { Status: { } status } => (ProbeVerdict.Refused, string.Create(CultureInfo.InvariantCulture, $"rejected ({status})")),
            { NoAnswer: NoAnswer.Timeout } => (ProbeVerdict.NoAnswer, NoAnswerIn(elapsed)),
            _ => (ProbeVerdict.NotReached, failed.Brief ?? "not reached"),
        };

    private static string NoAnswerIn(TimeSpan time) => $"no answer within {Seconds(time)} s";

    private static string Seconds(TimeSpan time) => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private async Task CallAsync(ModelSpec model, CancellationToken cancellationToken)
    {
        var chat = upstream.Open(Question, MostReplyBytes);
        await foreach (var _ in chat.AskAsync(model, streams: false, cancellationToken).ConfigureAwait(false))
        {
            // Only the end matters.
        }
    }
}
