using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Api;

/// <summary>
/// Streams what a session announces. Each event has the notification's name, and its data are the notification's parameters.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="tenants">Knows which tokens are valid.</param>
/// <param name="stopping">Ends every stream, so that the gateway can stop.</param>
internal sealed class EventsHandler(TimeProvider time, ITenants tenants, CancellationToken stopping)
{
    /// <summary>After so much silence a comment shows that the stream is alive.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Streams until the client has gone, its token has ended, or the gateway stops.</summary>
    /// <param name="call">The request.</param>
    public async Task HandleAsync(GatewayCall call)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Gone, stopping);
        using var following = call.Session.Events.Follow();
        call.Http.Response.ContentType = "text/event-stream";
        call.Http.Response.Headers.CacheControl = "no-store";
        await call.Http.Response.StartAsync(end.Token).ConfigureAwait(false);
        var output = call.Http.Response.BodyWriter;
        output.Write(": connected\n\n"u8);
        await output.FlushAsync(end.Token).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var isSilent = !await WaitAsync(following, end.Token).ConfigureAwait(false);
                if (tenants.OfToken(call.Session.Use.Id) is null)
                {
                    return; // it has been revoked since
                }

                if (isSilent)
                {
                    output.Write(": alive\n\n"u8);
                }

                while (following.Events.TryRead(out var sent))
                {
                    Write(output, sent);
                }

                await output.FlushAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The stream ends as a whole one does.
        }
    }

    /// <returns>Whether something was announced before the silence became too long.</returns>
    private async Task<bool> WaitAsync(EventStreams.Following following, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await following.Events.WaitToReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Write(PipeWriter output, StreamedEvent sent)
    {
        output.Write("event: "u8);
        output.Write(Encoding.UTF8.GetBytes(sent.Name));
        output.Write("\ndata: "u8);
        output.Write(sent.Parameters); // one line: JSON escapes what breaks lines
        output.Write("\n\n"u8);
    }
}
