using System.Buffers;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>Carries one request in a client's shape to a model, and the reply back.</summary>
/// <param name="format">The client's format.</param>
/// <param name="writerOf">Makes the writer of the client's shape, given the name that the client asked for.</param>
internal sealed class WorkHandler(RequestFormat format, Func<string, IReplyWriter> writerOf)
{
    /// <summary>Does it.</summary>
    /// <param name="call">The request.</param>
    public async Task HandleAsync(GatewayCall call)
    {
        using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
        var asked = LenientJson.Find(body.Root, "model"u8) is { ValueKind: System.Text.Json.JsonValueKind.String } name
            ? LenientJson.Text(name)
            : "";
        var streams = LenientJson.Find(body.Root, "stream"u8) is { ValueKind: System.Text.Json.JsonValueKind.True };
        var view = new ReplyView(call, writerOf(asked), streams);
        try
        {
            var answer = await call
                .Session.Carrier.CarryAsync(
                    new()
                    {
                        WorkspaceFolder = call.Session.Folder,
                        Body = body.Root,
                        Format = format,
                        PassedHeaders = PassedHeaders.Of(call.Http.Request.Headers),
                        Model = asked is "" or "shim" ? null : asked,
                    },
                    view,
                    call.Gone
                )
                .ConfigureAwait(false);
            await view.EndAsync(answer).ConfigureAwait(false);
        }
        catch (Exception failure) when (view.HasBegun && !call.Gone.IsCancellationRequested)
        {
            await view.FailAsync(ErrorResponse.Of(failure)).ConfigureAwait(false);
        }
    }

    private sealed class ReplyView(GatewayCall call, IReplyWriter writer, bool streams) : IChatView
    {
        public bool Streams => streams;

        public bool HasBegun { get; private set; }

        private bool isPassed; // the provider's own bytes are the reply
        private byte[]? whole;
        private ChatStart? start; // of a stream whose head is not written yet

        public async ValueTask BeginAsync(ChatStart start)
        {
            if (!streams)
            {
                return;
            }

            call.Http.Response.ContentType = "text/event-stream";
            call.Http.Response.Headers["x-shim-model"] = start.Model.Slug.Value;
            call.Http.Response.Headers["x-shim-decision"] = start.Decision.Id;
            await call.Http.Response.StartAsync(call.Gone).ConfigureAwait(false);
            HasBegun = true;
            this.start = start;
        }

        public async ValueTask ShowAsync(ChatEvent piece)
        {
            if (piece is ChatEvent.Wire wire)
            {
                isPassed = true;
                if (streams)
                {
                    await call.Http.Response.BodyWriter.WriteAsync(wire.Bytes, call.Gone).ConfigureAwait(false);
                }
                else
                {
                    whole = wire.Bytes.ToArray();
                }
            }
            else if (streams && !isPassed)
            {
                WriteHead();
                writer.Add(call.Http.Response.BodyWriter, piece);
                await call.Http.Response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
            }
        }

        public async Task EndAsync(ChatResult.Answered answer)
        {
            if (streams)
            {
                if (!HasBegun)
                {
                    await BeginAsync(new(answer.Decision, answer.Model, answer.Usage.Input)).ConfigureAwait(false);
                }

                if (!isPassed)
                {
                    WriteHead();
                    writer.End(call.Http.Response.BodyWriter, answer);
                }
            }
            else
            {
                call.Http.Response.ContentType = "application/json";
                call.Http.Response.Headers["x-shim-model"] = answer.Model.Slug.Value;
                call.Http.Response.Headers["x-shim-decision"] = answer.Decision.Id;
                await call.Http.Response.StartAsync(call.Gone).ConfigureAwait(false);
                if (whole is null)
                {
                    writer.Whole(call.Http.Response.BodyWriter, answer);
                }
                else
                {
                    call.Http.Response.BodyWriter.Write(whole);
                }
            }

            await call.Http.Response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
        }

        private void WriteHead()
        {
            if (start is { } first)
            {
                start = null;
                writer.Begin(call.Http.Response.BodyWriter, first);
            }
        }

        public async Task FailAsync(GatewayException error)
        {
            writer.Fail(call.Http.Response.BodyWriter, error);
            await call.Http.Response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
        }
    }
}
