using System.Buffers;
using Microsoft.AspNetCore.Http;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>
/// Shows a client the reply while it comes, and signs of life while it does not. The status is sent as late as possible: until then an
/// error still has one of its own.
/// </summary>
/// <param name="call">The request.</param>
/// <param name="shape">The client's shape.</param>
/// <param name="writer">Writes the reply.</param>
/// <param name="clock">Time.</param>
internal sealed class ReplyView(GatewayCall call, WorkShape shape, IReplyWriter writer, TimeProvider clock) : IChatView, IAsyncDisposable
{
    /// <summary>How long a stream may be silent. Proxies and clients give up after a minute or more.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ReplyTextBuilder thoughts = new(); // a whole reply has them too
    private ITimer? silence;
    private long lastSent;
    private ChatStart? head; // of a stream that has begun, until it is written
    private Func<long>? countInput;
    private byte[]? whole; // the provider's own body
    private bool isBegun;
    private bool isPassed; // the provider's own bytes are the reply
    private bool isOver;

    /// <inheritdoc/>
    public bool Streams
    {
        get;
        init
        {
            field = value;
            if (value)
            {
                lastSent = clock.GetTimestamp();
                silence = clock.CreateTimer(_ => _ = BreakSilenceAsync(), null, LongestSilence, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>What the client should know about the model's name; null for nothing.</summary>
    public string? Warning { get; set; }

    private HttpResponse Response => call.Http.Response;

    /// <inheritdoc/>
    public async ValueTask BeginAsync(ChatStart start)
    {
        if (!Streams)
        {
            return;
        }

        await writing.WaitAsync(call.Gone).ConfigureAwait(false);
        try
        {
            isBegun = true;
            SetHeaders(start.Decision, start.Model);
            await StartAsync().ConfigureAwait(false);
            (head, countInput) = (start, start.InputTokens);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask ShowAsync(ChatEvent piece)
    {
        if (!Streams)
        {
            Keep(piece);
            return;
        }

        if (isPassed && piece is not ChatEvent.Wire)
        {
            return;
        }

        await writing.WaitAsync(call.Gone).ConfigureAwait(false);
        try
        {
            if (piece is ChatEvent.Wire wire)
            {
                Pass();
                Response.BodyWriter.Write(wire.Bytes.Span);
            }
            else
            {
                WriteHead();
                writer.Add(piece);
            }

            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The reply is complete.</summary>
    /// <param name="answer">The reply.</param>
    public async Task EndAsync(ChatResult.Answered answer)
    {
        if (Streams && !isBegun)
        {
            await BeginAsync(new(answer.Decision, answer.Model, () => answer.Usage.Input)).ConfigureAwait(false);
        }

        await writing.WaitAsync(call.Gone).ConfigureAwait(false);
        try
        {
            isOver = true;
            if (Streams)
            {
                if (!isPassed)
                {
                    WriteHead();
                    writer.End(WithInput(answer));
                }

                ShimHeaders.SetCost(Response, answer.Cost);
            }
            else
            {
                Response.ContentType = "application/json";
                SetHeaders(answer.Decision, answer.Model);
                ShimHeaders.SetCost(Response, answer.Cost);
                if (whole is null)
                {
                    writer.Whole(answer, thoughts.Build());
                }
                else
                {
                    Response.ContentLength = whole.Length;
                    Response.BodyWriter.Write(whole);
                }
            }

            await Response.CompleteAsync().ConfigureAwait(false); // sent at once, with the mark of its end
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>There is no reply, or it broke off.</summary>
    /// <param name="error">Why.</param>
    public async Task FailAsync(GatewayException error)
    {
        await writing.WaitAsync(call.Gone).ConfigureAwait(false);
        try
        {
            isOver = true;
            if (!Response.HasStarted && !(Streams && shape.IsBetterInStream(error)))
            {
                await ErrorResponse.WriteAsync(call.Http, error).ConfigureAwait(false);
                return;
            }

            await StartAsync().ConfigureAwait(false);
            writer.Fail(error);
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (silence is not null)
        {
            await silence.DisposeAsync().ConfigureAwait(false);
        }

        // A sign of life may be under way: the response must not end below it.
        await writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        isOver = true;
        writing.Release();
        writing.Dispose();
    }

    /// <summary>If the provider counts nothing, a stream ends with the estimate that it began with.</summary>
    private ChatResult.Answered WithInput(ChatResult.Answered answer) =>
        answer.Reply.Usage is null && countInput is { } count ? answer with { Usage = answer.Usage with { Input = count() } } : answer;

    private void Keep(ChatEvent piece)
    {
        switch (piece)
        {
            case ChatEvent.Wire wire:
                whole = wire.Bytes.ToArray();
                break;
            case ChatEvent.Reasoning thought:
                thoughts.Append(thought.Value);
                break;
        }
    }

    private void Pass()
    {
        if (!isPassed)
        {
            isPassed = true;
            writer.Pass();
        }
    }

    private void WriteHead()
    {
        if (head is { } start)
        {
            head = null;
            writer.Begin(start);
        }
    }

    private async Task BreakSilenceAsync()
    {
        try
        {
            var silent = clock.GetElapsedTime(Volatile.Read(ref lastSent));
            if (silent >= LongestSilence && await writing.WaitAsync(TimeSpan.Zero, call.Gone).ConfigureAwait(false))
            {
                try
                {
                    if (isOver)
                    {
                        return;
                    }

                    await StartAsync().ConfigureAwait(false);
                    writer.KeepAlive();
                    await FlushAsync().ConfigureAwait(false);
                    silent = TimeSpan.Zero;
                }
                finally
                {
                    writing.Release();
                }
            }

            silence?.Change(silent < LongestSilence ? LongestSilence - silent : LongestSilence, Timeout.InfiniteTimeSpan);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The call that waits for the model ends too.
        }
    }

    private async ValueTask StartAsync()
    {
        if (Response.HasStarted)
        {
            return;
        }

        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-cache";
        Response.Headers["x-accel-buffering"] = "no";
        ShimHeaders.SetWarning(Response.Headers, Warning);
        ShimHeaders.DeclareCost(Response);

        await Response.StartAsync(call.Gone).ConfigureAwait(false);
    }

    private async ValueTask FlushAsync()
    {
        await Response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
        Volatile.Write(ref lastSent, clock.GetTimestamp());
    }

    private void SetHeaders(Decision decision, ModelSpec model)
    {
        if (!Response.HasStarted) // it has after a sign of life
        {
            ShimHeaders.SetDecision(Response.Headers, decision, model.Slug.Value);
            ShimHeaders.SetWarning(Response.Headers, Warning);
        }
    }
}
