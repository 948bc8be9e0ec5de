using System.Net.Http.Headers;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Sits between the wire and the OpenAI client library, for what the library does not report or accept: whether a stream said that it is
/// done, an error in its middle, and finish reasons that OpenAI itself does not use.
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
