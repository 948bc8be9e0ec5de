using System.Net.Http.Headers;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Stands between the wire and the OpenAI client, for what that does not tell of or does not take: whether a stream said that it is done,
/// an error in its middle, and reasons to finish that OpenAI itself does not have.
/// </summary>
/// <param name="inner">Carries out the call.</param>
internal sealed class OpenAiWire(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Whether the stream said <c>[DONE]</c>.</summary>
    public bool IsDone { get; set; }

    /// <summary>A provider's own word for why it finished; null if it is one of OpenAI's.</summary>
    public string? OwnReason { get; set; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content is ByteArrayContent)
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (FinishReasons.Mend(body, out var own) is { } mended)
            {
                OwnReason = own;
                response.Content = new ByteArrayContent(mended) { Headers = { ContentType = new("application/json") } };
            }
        }
        else
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            response.Content = new StreamContent(new EventLines(body, this))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/event-stream") },
            };
        }

        return response;
    }
}
