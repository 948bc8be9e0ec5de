using System.Collections.Immutable;
using System.Net;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// Sends one call over the connections that all share. It writes the headers, follows what redirects may be followed, and returns only an
/// answer that may be a reply: for everything else it throws what the caller may be told.
/// </summary>
internal static class CallSender
{
    /// <summary>Sends it.</summary>
    /// <param name="call">The call, which holds what is opened.</param>
    /// <param name="connections">The connections.</param>
    /// <param name="address">Where to ask.</param>
    /// <param name="body">What to ask, JSON; null to get what is there.</param>
    /// <param name="passed">The client's headers that go on with the body.</param>
    /// <exception cref="Core.Upstream.UpstreamException">The answer is a refusal, or not a reply.</exception>
    public static async Task<HttpResponseMessage> SendAsync(
        Call call,
        Connections connections,
        Uri address,
        OutgoingBody? body,
        ImmutableArray<KeyValuePair<string, string>> passed
    )
    {
        call.Allow(call.Streams ? call.Limits.Headers : call.Limits.Whole, "the reply");
        var (target, isOwn) = (address, true);
        var pool = connections.PoolOf(address);
        for (var hops = 0; ; hops++)
        {
            await connections.PrepareAsync(target, call.Token).ConfigureAwait(false);
            var response = await pool.SendAsync(Compose(call, body, passed, target, isOwn), call.Token).ConfigureAwait(false);
            call.Hold(response);
            if (response.IsSuccessStatusCode)
            {
                return ReplyMedia.IsPossible(response.Content.Headers)
                    ? response
                    : throw await Refusal.ReadAsync(response, call).ConfigureAwait(false);
            }

            if (hops == call.Limits.MostRedirects || Redirect.Target(response, target) is not { } next)
            {
                throw await Refusal.ReadAsync(response, call).ConfigureAwait(false);
            }

            response.Dispose();
            isOwn = isOwn && Redirect.IsSameOrigin(target, next); // once away it stays away: the key does not come back with a detour
            target = next;
        }
    }

    private static HttpRequestMessage Compose(
        Call call,
        OutgoingBody? body,
        ImmutableArray<KeyValuePair<string, string>> passed,
        Uri target,
        bool isOwn
    )
    {
        var outgoing = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, target)
        {
            Content = body?.ToContent(),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        outgoing.Content?.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        CallHeaders.WriteCommon(outgoing, call.Streams);
        CallHeaders.WriteProtocol(outgoing, call.Model.Provider);
        CallHeaders.WritePassed(outgoing, passed);
        if (isOwn)
        {
            CallHeaders.WriteOwn(outgoing, call.Model.Provider, call.Credentials);
        }

        return outgoing;
    }
}
