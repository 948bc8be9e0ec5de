using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Gateway.Work.Requests;
using ShimLsp.Server.Gateway.Work.Responses;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>Carries one request in a client's shape to a model, and the reply back.</summary>
/// <param name="shape">The client's shape.</param>
/// <param name="clock">Time.</param>
internal sealed class WorkHandler(WorkShape shape, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    /// <param name="call">The request.</param>
    public async Task HandleAsync(GatewayCall call)
    {
        using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
        await CarryAsync(call, body.Root, body.Kept, PassedHeaders.Of(call.Http.Request.Headers)).ConfigureAwait(false);
    }

    /// <summary>Makes a conversation shorter: what a client that asks at a path of its own wants.</summary>
    /// <param name="call">The request.</param>
    public async Task CompactAsync(GatewayCall call)
    {
        using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
        using var asked = JsonDocument.Parse(CompactRequest.WithTrigger(body.Root));
        await CarryAsync(call, asked.RootElement, bytes: default, passed: null).ConfigureAwait(false);
    }

    private async Task CarryAsync(
        GatewayCall call,
        JsonElement body,
        ReadOnlyMemory<byte> bytes,
        ImmutableArray<KeyValuePair<string, string>>? passed
    )
    {
        var asked = LenientJson.Find(body, "model"u8) is { ValueKind: JsonValueKind.String } name ? JsonText.Of(name) : "";
        var headers = call.Http.Request.Headers;
        var session = new SessionParams { WorkspaceFolder = call.Session.Folder };
        var at = call.Session.Carrier.SnapshotOf(session);
        var named = call.Session.IsShared ? new NamedModel(Model: null) : NamedModel.Of(asked, at);
        using var writer = shape.WriterOf(call.Http.Response.BodyWriter, body, asked);
        var view = new ReplyView(call, shape, writer, clock)
        {
            Streams = LenientJson.Find(body, "stream"u8) is { ValueKind: JsonValueKind.True },
        };
        view.Warning = named.Warning;
        await using var closing = view.ConfigureAwait(false);
        var housekeeping = ClientCalls.KindOf(headers);
        var request = new CarryRequest
        {
            WorkspaceFolder = call.Session.Folder,
            Body = body,
            Bytes = bytes,
            Format = shape.Format,
            PassedHeaders = passed,
            Model = named.Model,
            Candidates = named.Candidates,
            Named = call.Session.IsShared ? ByName : null,
            ConversationId = housekeeping is null && !ClientCalls.IsWithoutTools(headers, body) ? ConversationKey.Of(headers, body) : null,
            Housekeeping = housekeeping,
        };
        try
        {
            var result = await call.Session.Carrier.CarryAsync(request, view, call.Gone).ConfigureAwait(false);
            call.Session.Use.Note(result);
            await TellAsync(call, view, result, at).ConfigureAwait(false);
        }
        catch (Exception failure) when (call.Http.Response.HasStarted && !call.Gone.IsCancellationRequested)
        {
            await view.FailAsync(ErrorResponse.Of(failure)).ConfigureAwait(false); // even then the client gets an end
            throw;
        }

        // Another gateway may have told of another catalog a moment ago, in which the name stands for something else.
        (ModelSlug? Model, ImmutableArray<ModelSlug>? Candidates) ByName(SessionSnapshot newest)
        {
            var meant = NamedModel.Of(asked, newest);
            view.Warning = meant.Warning;
            return (meant.Model, meant.Candidates);
        }
    }

    private Task TellAsync(GatewayCall call, ReplyView view, ChatResult result, SessionSnapshot at) =>
        result switch
        {
            ChatResult.Answered answer => view.EndAsync(answer),
            ChatResult.Failed failed => view.FailAsync(WorkFailure.Of(failed)),
            ChatResult.NotRouted not => view.FailAsync(
                WorkFailure.Of(not.Why, at.Catalog, clock.GetUtcNow(), () => PauseOf(call) - clock.GetUtcNow())
            ),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>When the first model may be asked again that wants a pause; null if none says.</summary>
    private static DateTimeOffset? PauseOf(GatewayCall call) =>
        call
            .Session.Contract.ListModels(new() { WorkspaceFolder = call.Session.Folder })
            .Models.Where(model => model.Availability.State is AvailabilityState.RateLimited or AvailabilityState.Failing)
            .Min(model => model.Availability.Until);
}
