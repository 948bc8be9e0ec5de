using System.Net;
using System.Net.Http.Headers;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// One call over the shared connections. It writes the headers, follows allowed redirects, and returns only an answer that can be a reply.
/// For any other answer it throws an exception that the caller may show.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="pool">The connections to the model's endpoint.</param>
/// <param name="address">The address to ask, in place of the one that a client library makes from a base URL.</param>
internal sealed class CallHandler(Call call, HttpMessageInvoker pool, Uri address) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        call.Allow(call.Streams ? call.Limits.Headers : call.Limits.Whole, "the reply");
        var (target, isOwn) = (address, true);
        for (var hops = 0; ; hops++)
        {
            var response = await pool.SendAsync(Compose(request.Content, target, isOwn), call.Token).ConfigureAwait(false);
            call.Hold(response);
            if (response.IsSuccessStatusCode)
            {
                return await TakeAsync(response).ConfigureAwait(false);
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

    private HttpRequestMessage Compose(HttpContent? content, Uri target, bool isOwn)
    {
        var outgoing = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        CallHeaders.WriteCommon(outgoing, call.Streams);
        CallHeaders.WriteProtocol(outgoing, call.Model.Provider);
        if (isOwn)
        {
            CallHeaders.WriteOwn(outgoing, call.Model, call.Key);
        }

        return outgoing;
    }

    private async Task<HttpResponseMessage> TakeAsync(HttpResponseMessage response)
    {
        if (!ReplyMedia.IsPossible(response.Content.Headers.ContentType?.MediaType, call.Streams))
        {
            throw await Refusal.ReadAsync(response, call).ConfigureAwait(false);
        }

        var body = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
        if (call.Streams)
        {
            var reply = new ReplyStream(body, call);
            call.Hold(reply); // a library may forget it where it is cancelled
            response.Content = new StreamContent(reply);
        }
        else
        {
            await using (body.ConfigureAwait(false))
            {
                response.Content = await ReplyBody.ReadAsync(body, response.Content.Headers.ContentLength, call).ConfigureAwait(false);
            }
        }

        response.Content.Headers.ContentType = new MediaTypeHeaderValue(call.Streams ? "text/event-stream" : "application/json");
        return response;
    }
}
