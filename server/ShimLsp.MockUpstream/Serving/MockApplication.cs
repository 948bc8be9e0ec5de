using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using ShimLsp.Mock.Wire;

namespace ShimLsp.Mock.Serving;

/// <summary>Reads a request, finds the answer that its model's script has for it, and lets an <see cref="Exchange"/> send it.</summary>
/// <param name="upstream">Whose requests these are.</param>
internal sealed class MockApplication(MockUpstream upstream) : IHttpApplication<IFeatureCollection>
{
    private static readonly OpenAiShape OpenAi = new();
    private static readonly ResponsesShape Responses = new();
    private static readonly AnthropicShape Anthropic = new();

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception) { }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var arrivedAt = upstream.Options.Records ? upstream.Options.Clock.GetUtcNow() : default;
        var reader = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        var body = await ReadAllAsync(reader).ConfigureAwait(false);
        var facts = RequestFacts.Of(body);
        var model = upstream[facts.Model ?? ""];
        var received = upstream.Options.Records || model.LooksAtRequests ? Received(context, request, facts, body, arrivedAt) : null;
        reader.AdvanceTo(body.End);

        model.Enter();
        if (received is not null && upstream.Options.Records)
        {
            upstream.Record(received);
        }

        var end = await AnswerAsync(context, request, facts, model, received).ConfigureAwait(false);

        // Before the last bytes go out, so that a client that has them all is counted no more.
        model.Leave();
        received?.End(end);
        if (end != AnswerEnd.Sent)
        {
            context.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
        }
    }

    private async Task<AnswerEnd> AnswerAsync(
        IFeatureCollection context,
        IHttpRequestFeature request,
        RequestFacts facts,
        MockModel model,
        ReceivedRequest? received
    )
    {
        var left = context.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;
        using var leaving = left.UnsafeRegister(_ => Leave(received), null);
        try
        {
            var shape = ShapeAt(request.Path) ?? OpenAi;
            var answer = Refusal(request, facts) ?? model.Next(received);
            var exchange = new Exchange(context, upstream.Options.Clock, shape, facts);
            return await exchange.AnswerAsync(answer, model.Encoded(answer)).ConfigureAwait(false) ? AnswerEnd.Sent : AnswerEnd.Dropped;
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return upstream.IsStopping ? AnswerEnd.Stopped : AnswerEnd.ClientLeft;
        }
        catch (Exception fault)
        {
            // A script that throws: Kestrel answers with status 500.
            model.Leave();
            received?.Fail(fault);
            throw;
        }
    }

    private void Leave(ReceivedRequest? received)
    {
        if (!upstream.IsStopping)
        {
            received?.Abort();
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadAllAsync(PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            if (read.IsCompleted)
            {
                return read.Buffer;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static WireShape? ShapeAt(string path) =>
        path.EndsWith("/chat/completions", StringComparison.Ordinal) ? OpenAi
        : path.EndsWith("/responses", StringComparison.Ordinal) ? Responses
        : path.EndsWith("/messages", StringComparison.Ordinal) ? Anthropic
        : null;

    // What a service would not even look at is refused, whatever the script says: a client's fault is not to pass for a reply.
    private Answer? Refusal(IHttpRequestFeature request, RequestFacts facts) =>
        request switch
        {
            { Method: "GET" } when upstream.ListAt(request.Path) is { } list => list,
            { Method: not "POST" } => Answer.Fails(405, $"The mock answers POST, not {request.Method}."),
            _ when ShapeAt(request.Path) is null => Answer.Fails(404, $"The mock has nothing at {request.Path}."),
            _ when facts.Model is null => Answer.Fails(400, "The body is no JSON object with a model."),
            _ => null,
        };

    private static ReceivedRequest Received(
        IFeatureCollection context,
        IHttpRequestFeature request,
        RequestFacts facts,
        ReadOnlySequence<byte> body,
        DateTimeOffset arrivedAt
    ) =>
        new()
        {
            Method = request.Method,
            Target = request.RawTarget,
            Path = request.Path,
            Protocol = request.Protocol,
            Headers = request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            Bytes = ImmutableCollectionsMarshal.AsImmutableArray(body.ToArray()),
            Model = facts.Model,
            Streams = facts.Streams,
            ArrivedAt = arrivedAt,
            ConnectionId = context.GetRequiredFeature<IHttpConnectionFeature>().ConnectionId,
        };
}
