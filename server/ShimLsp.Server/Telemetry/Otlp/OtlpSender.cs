using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ShimLsp.Core.Health;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Sends messages of one kind to a collector. One at a time.</summary>
/// <param name="target">The collector.</param>
/// <param name="connect">Gives the connections to an address.</param>
/// <param name="clock">Time.</param>
/// <param name="failed">Told why a message was not taken: in a few words, which quote nothing of the collector.</param>
internal sealed class OtlpSender(
    OtlpTarget target,
    Func<Uri, CancellationToken, ValueTask<HttpMessageInvoker>> connect,
    TimeProvider clock,
    Action<string> failed
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private long restsSince;
    private TimeSpan rest;

    /// <summary>Whether the collector has asked for a pause that is not over.</summary>
    public bool IsResting => rest > TimeSpan.Zero && clock.GetElapsedTime(restsSince) < rest;

    /// <summary>
    /// Sends a message, again and again if the collector says that it may be sent again, as long as the target's limit allows.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="isLast">Whether it is tried once only, because the process ends.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled. Whether the message was taken is not known.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, bool isLast, CancellationToken cancellationToken)
    {
        var body = target.IsCompressed ? Compressed(message) : message.ToArray();
        using var patience = new CancellationTokenSource(target.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var begun = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            var (why, wait) = await TryAsync(body, both.Token, cancellationToken).ConfigureAwait(false);
            if (why is null)
            {
                rest = TimeSpan.Zero;
                return;
            }

            // What the collector asks for may be longer than one export may take: then the next ones wait.
            var asked = wait > TimeSpan.Zero ? wait : pause;
            if (wait is null || isLast || asked >= target.Timeout - clock.GetElapsedTime(begun))
            {
                (restsSince, rest) = (clock.GetTimestamp(), Min(wait ?? TimeSpan.Zero, LongestRest));
                failed(why);
                return;
            }

            await Task.Delay(asked.Value, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends it once.</summary>
    /// <returns>Why it was not taken, null if it was; and how long to wait until it may be tried again, null for never.</returns>
    private async Task<(string? Why, TimeSpan? Wait)> TryAsync(byte[] body, CancellationToken limited, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (target.IsCompressed)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        foreach (var (name, value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            var connections = await connect(target.Address, limited).ConfigureAwait(false);
            using var response = await connections.SendAsync(request, limited).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status switch
            {
                < 300 => (null, null),
                429 or 502 or 503 or 504 => ($"status {status}", PauseOf(response)),
                _ => ($"status {status}", null),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("no answer in time", null);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or SocketException)
        {
            return ("no connection", TimeSpan.Zero);
        }
    }

    private TimeSpan PauseOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values)
            ? RetryAfter.Read(string.Join(',', values), clock.GetUtcNow()) ?? TimeSpan.Zero
            : TimeSpan.Zero;

    private static byte[] Compressed(ReadOnlyMemory<byte> message)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest))
        {
            gzip.Write(message.Span);
        }

        return to.ToArray();
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
