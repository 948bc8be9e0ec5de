using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>The smallest real call: a question of three words. The answer is not looked at.</summary>
/// <param name="upstream">Asks models.</param>
/// <param name="clock">Time.</param>
internal sealed class Probe(IUpstream upstream, TimeProvider clock)
{
    /// <summary>Asks a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Ends it; the report then says that it was interrupted.</param>
    public async Task<ProbeReport> AskAsync(ModelSpec model, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await ProbeCall.AskAsync(upstream, model, clock, cancellationToken).ConfigureAwait(false);
            return Report(ProbeVerdict.Works, "works");
        }
        catch (UpstreamException failed)
        {
            return Failed(failed);
        }
        catch (OperationCanceledException)
        {
            return Report(ProbeVerdict.Interrupted, "interrupted");
        }

        ProbeReport Failed(UpstreamException failed)
        {
            var elapsed = clock.GetElapsedTime(started);
            var (verdict, words) = VerdictOf(failed, elapsed < ProbeCall.Limit ? elapsed : ProbeCall.Limit);
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
}
