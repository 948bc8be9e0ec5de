using ShimLsp.Core.Health;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Refusals;

namespace ShimLsp.Server.Providers.Http;

/// <summary>Reads an answer that is not a reply.</summary>
internal static class Refusal
{
    /// <summary>The error for the caller.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="call">The call.</param>
    public static async Task<UpstreamException> ReadAsync(HttpResponseMessage response, Call call)
    {
        var body = await BeginningAsync(response, call).ConfigureAwait(false);
        var known = KnownErrors.FindIn(body);
        if (response.IsSuccessStatusCode)
        {
            return known?.ToException() ?? ConnectionFailure.NoChatReply();
        }

        var status = (int)response.StatusCode;
        if (known is null || IsVague(known, status) || (status == 401 && call.Credentials.Key is null))
        {
            known = KnownErrors.Of(status, call.Credentials.Key is not null);
        }

        var text = RefusalText.Of(body);
        var topic = RefusalTopics.Of(text, status);
        call.Refused = topic is RefusalTopic.Option ? HarmlessOptions.In(text) : [];
        call.RefusedThoughts = RefusalTopics.IsAboutThoughts(text);
        var outcome = new Outcome(status, RetryAfter: Pauses.Of(response.Headers, text, call.Clock))
        {
            Topic = topic,
            ContextWindow = topic is RefusalTopic.ContextLength ? RefusalTopics.WindowIn(text) : null,
        };
        return new(outcome, KnownErrors.Fitting(known, outcome, call.Model).ToException(status, outcome.RetryAfter).Message);
    }

    // A word for everything ("api_error" beside a 404) says less than the status.
    private static bool IsVague(KnownError known, int status) => known.Status is 400 or 500 && known.Status != status && known.IsGeneral;

    /// <summary>The beginning of the body, or as much of it as came: it only serves to choose a better sentence.</summary>
    private static async Task<ReadOnlyMemory<byte>> BeginningAsync(HttpResponseMessage response, Call call)
    {
        var buffer = new byte[call.Limits.MostErrorBytes];
        var count = 0;
        using var time = new CancellationTokenSource(call.Limits.ErrorBody, call.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, call.Token);
        try
        {
            var sent = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            var body = ReplyEncoding.Decode(response, sent) ?? Stream.Null;
            int read;
            while (count < buffer.Length && (read = await body.ReadAsync(buffer.AsMemory(count), either.Token).ConfigureAwait(false)) > 0)
            {
                count += read;
            }
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status says enough.
        }

        return buffer.AsMemory(0, count);
    }
}
