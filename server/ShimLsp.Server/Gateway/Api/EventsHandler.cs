using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Api;

/// <summary>
/// Streams what a session announces. Each event has the notification's name, and its data are the notification's parameters.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends every stream, so that the gateway can stop.</param>
internal sealed class EventsHandler(TimeProvider time, CancellationToken stopping)
{
    /// <summary>After so much silence a comment shows that the stream is alive.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Streams until the client has gone or the gateway stops.</summary>
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
                await WaitAsync(following, output, end.Token).ConfigureAwait(false);
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

    private async Task WaitAsync(EventStreams.Following following, PipeWriter output, CancellationToken cancellationToken)
    {
        var waiting = following.Events.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                await waiting.WaitAsync(Silence, time, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                output.Write(": alive\n\n"u8);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
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
