using Microsoft.AspNetCore.Http.Features;
using ShimLsp.Mock.Wire;

namespace ShimLsp.Mock.Serving;

/// <summary>Answers one request as an answer has it.</summary>
/// <param name="context">The request's features.</param>
/// <param name="clock">The clock of the pauses.</param>
/// <param name="shape">The shape of what is said.</param>
/// <param name="facts">What the request asks for.</param>
internal sealed class Exchange(IFeatureCollection context, TimeProvider clock, WireShape shape, RequestFacts facts)
{
    private readonly CancellationToken left = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
    private readonly IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
    private readonly IHttpResponseBodyFeature responseBody = context.GetRequiredFeature<IHttpResponseBodyFeature>();

    /// <summary>Answers. What has been written last goes out when the request is left.</summary>
    /// <param name="answer">How.</param>
    /// <param name="encoded">What it says, as bytes.</param>
    /// <returns>True if everything was sent. If false, the connection must be reset.</returns>
    /// <exception cref="OperationCanceledException">The client has left, or the mock stops.</exception>
    public async Task<bool> AnswerAsync(Answer answer, EncodedAnswer encoded)
    {
        await answer.BeforeHeaders.WaitAsync(clock, left).ConfigureAwait(false);
        if (answer.Break is { After.IsStart: true, Kind: BreakKind.Drop or BreakKind.Hang } atOnce)
        {
            return await BreakAsync(atOnce).ConfigureAwait(false);
        }

        var body = new BodyWriter(responseBody.Writer, answer.WriteSize, left);
        if ((answer.Streams ?? facts.Streams) && answer is { Body: null, Status: < 300 })
        {
            Head(answer, "text/event-stream; charset=utf-8", length: null);
            await BeginAsync(answer, body).ConfigureAwait(false);
            await StreamAsync(answer, encoded.Stream(shape, facts.IncludesUsage), body).ConfigureAwait(false);
        }
        else
        {
            await SendAsync(answer, encoded, body).ConfigureAwait(false);
        }

        if (answer.Break is not { Kind: BreakKind.Drop or BreakKind.Hang } last)
        {
            return true;
        }

        await body.FlushAsync().ConfigureAwait(false);
        return await BreakAsync(last).ConfigureAwait(false);
    }

    private async Task<bool> BreakAsync(Break how)
    {
        if (how.Kind == BreakKind.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, left).ConfigureAwait(false);
        }

        return false;
    }

    private void Head(Answer answer, string contentType, long? length)
    {
        response.StatusCode = answer.Status;
        response.Headers.ContentType = contentType;
        response.Headers.ContentLength = length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
    }

    private async ValueTask BeginAsync(Answer answer, BodyWriter body)
    {
        await responseBody.StartAsync(left).ConfigureAwait(false); // its writer has no buffer before
        if (!answer.BeforeBody.IsNone)
        {
            await body.FlushAsync().ConfigureAwait(false);
            await answer.BeforeBody.WaitAsync(clock, left).ConfigureAwait(false);
        }
    }

    private async ValueTask StreamAsync(Answer answer, EncodedStream stream, BodyWriter body)
    {
        var bytes = answer.Break is { } how ? stream.Bytes[..stream.EndOf(how.After.Pieces)] : stream.Bytes;
        var sent = 0;
        for (var piece = 1; piece < stream.Pieces && stream.EndOf(piece) < bytes.Length && !answer.BetweenPieces.IsNone; piece++)
        {
            await body.WriteAsync(bytes[sent..stream.EndOf(piece)]).ConfigureAwait(false);
            sent = stream.EndOf(piece);
            await body.FlushAsync().ConfigureAwait(false);
            await answer.BetweenPieces.WaitAsync(clock, left).ConfigureAwait(false);
        }

        await body.WriteAsync(bytes[sent..]).ConfigureAwait(false);
        if (answer.Break is { Kind: BreakKind.Error })
        {
            await body.WriteAsync(shape.ErrorEvent(Message(answer))).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(Answer answer, EncodedAnswer encoded, BodyWriter body)
    {
        var own = answer.Body is null ? Own(answer, encoded) : answer.Body.Bytes.AsMemory();
        var length = answer.Body?.Length ?? own.Length;
        var sent = answer.Break switch
        {
            null or { Kind: BreakKind.Error } => length,
            { After.Pieces: < 0 } => 0,
            _ => length / 2,
        };
        Head(answer, answer.Body?.ContentType ?? "application/json", answer.Break is { Kind: BreakKind.End } ? null : length);
        await BeginAsync(answer, body).ConfigureAwait(false);
        if (answer.Body is { Bytes.IsDefault: true })
        {
            await body.FillAsync(sent).ConfigureAwait(false);
        }
        else
        {
            await body.WriteAsync(own[..(int)sent]).ConfigureAwait(false);
        }

        if (body.HasFlushed)
        {
            // once the headers are out, Kestrel sends no last bytes of a known length by itself
            await body.FlushAsync().ConfigureAwait(false);
        }
    }

    private ReadOnlyMemory<byte> Own(Answer answer, EncodedAnswer encoded) =>
        answer.Status >= 400 || answer.Break is { Kind: BreakKind.Error }
            ? shape.Error(answer.Status, Message(answer))
            : encoded.Whole(shape);

    private string Message(Answer answer)
    {
        var message = answer.ErrorMessage ?? "The mock was told to fail.";
        var headers = context.GetRequiredFeature<IHttpRequestFeature>().Headers;
        return answer.EchoesCredentials ? $"{message} Authorization: {headers.Authorization} x-api-key: {headers["x-api-key"]}" : message;
    }
}
