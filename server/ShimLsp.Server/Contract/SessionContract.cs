using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>The contract over sessions: finds the session, converts, calls, converts back.</summary>
internal sealed class SessionContract(IWorkspaces workspaces, IEndpoints endpoints, ILocalEndpoints local, TimeProvider clock)
    : IShimContract,
        ICarrier
{
    private readonly EndpointMethods endpointMethods = new(endpoints, clock);
    private readonly LedgerMethods ledgerMethods = new(clock);

    public ListModelsResult ListModels(SessionParams? parameters = null)
    {
        var session = SessionOf(parameters).Session;
        var at = session.Snapshot;
        var models = at.Catalog.Models.Select(model => model.ToInfo(at, session.AvailabilityOf(at, model.Slug)));
        return new()
        {
            Active = at.Active.Value,
            Generation = at.Generation,
            Models = at.Router.Enabled ? [Conversions.AutoInfo(at), .. models] : [.. models],
            Catalog = new(
                at.CatalogVersion,
                at.CatalogState.Sources,
                at.CatalogState.UserFile,
                [.. at.Problems.Select(problem => problem.ToInfo())]
            ),
        };
    }

    public SwitchModelResult SwitchModel(SwitchModelParams? parameters = null)
    {
        var slug = Required(parameters?.Slug, "slug");
        var opened = SessionOf(parameters);
        switch (opened.Session.Switch(new ModelSlug(slug)))
        {
            case SwitchResult.Switched switched:
                workspaces.Chosen(opened, switched.Snapshot.Active, parameters!.Persist is not false, parameters.Everywhere is true);
                return new(switched.Snapshot.Active.Value, switched.Previous.Value, switched.Snapshot.Generation, switched.Evicted);
            case SwitchResult.UnknownModel unknown:
                throw ContractErrors.UnknownModel(unknown.Slug, unknown.Suggestions);
            case SwitchResult.NoCatalog none:
                throw ContractErrors.InvalidCatalog(none.Problems);
            default:
                throw new InvalidOperationException();
        }
    }

    public async Task<DecisionInfo> RouteAsync(RouteParams? parameters = null, CancellationToken cancellationToken = default)
    {
        parameters ??= new RouteParams();
        var result = await SessionOf(parameters).Session.RouteAsync(RequestOf(parameters), cancellationToken).ConfigureAwait(false);
        return result is RouteResult.Routed routed ? routed.Decision.ToInfo() : throw Refused(result);
    }

    public async Task<ChatResultInfo> ChatAsync(
        ChatParams? parameters = null,
        Func<ChatDelta, ValueTask>? show = null,
        CancellationToken cancellationToken = default
    )
    {
        parameters ??= new ChatParams();
        var turn = TurnOf(parameters);
        return (
            await ChatAsync(parameters, turn, show is null ? null : new DeltaView(show), cancellationToken).ConfigureAwait(false)
        ).ToInfo();
    }

    public SessionSnapshot SnapshotOf(SessionParams? parameters = null) => SessionOf(parameters).Session.Snapshot;

    public Task<ChatResult> CarryAsync(CarryRequest request, IChatView? view, CancellationToken cancellationToken)
    {
        var asked = new ChatRequest
        {
            Body = request.Body,
            Bytes = request.Bytes,
            Format = request.Format,
            PassedHeaders = request.PassedHeaders,
            ConversationId = request.ConversationId,
        };
        var turn = new ChatTurn(asked, request.Model, request.ConversationId)
        {
            Candidates = request.Candidates,
            Named = request.Named,
            Housekeeping = request.Housekeeping,
        };
        return SessionOf(request).Session.ChatAsync(turn, view, cancellationToken);
    }

    public ReportOutcomeResult ReportOutcome(ReportOutcomeParams? parameters = null)
    {
        var slug = new ModelSlug(Required(parameters?.Slug, "slug"));
        var session = SessionOf(parameters).Session;
        if (!session.Snapshot.IsReadable)
        {
            throw ContractErrors.InvalidCatalog(session.Snapshot.Problems);
        }

        return session.Report(slug, ReportedOutcome.Of(parameters!, clock)) is { } availability
            ? new(availability.ToInfo())
            : throw ContractErrors.UnknownModel(slug, session.SuggestionsFor(slug));
    }

    public FeedbackInfo Feedback(FeedbackParams? parameters = null)
    {
        var resets = parameters?.Reset is true;
        if (resets && (parameters!.DecisionId is not null || parameters.Verdict is not null))
        {
            throw ContractErrors.InvalidParams("reset", "Give either reset, or decisionId and verdict.");
        }

        var feedback = SessionOf(parameters).Session.Feedback;
        if (resets)
        {
            return feedback.Reset().ToInfo();
        }

        var id = Required(parameters?.DecisionId, "decisionId");
        var verdict = parameters!.Verdict ?? throw ContractErrors.InvalidParams("verdict", "is required: tooWeak, tooStrong or right.");
        return feedback.Judge(id, verdict)?.ToInfo() ?? throw ContractErrors.UnknownDecision(id);
    }

    public InvalidateCacheResult InvalidateCache(SessionParams? parameters = null)
    {
        var (at, evicted) = SessionOf(parameters).Session.Invalidate();
        return new(at.Generation, evicted);
    }

    public StatsInfo Status(SessionParams? parameters = null) => SessionOf(parameters).Session.Stats().ToInfo();

    public async Task<LedgerResult> LedgerAsync(LedgerParams? parameters = null, CancellationToken cancellationToken = default) =>
        await ledgerMethods.SumAsync(SessionOf(parameters).Session.Ledger, parameters, cancellationToken).ConfigureAwait(false);

    public async Task<CheckLocalEndpointsResult> CheckLocalEndpointsAsync(
        SessionParams? parameters = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = SessionOf(parameters).Session;
        var at = session.Snapshot;
        if (at.Settings.Values.CheckLocalEndpoints is false)
        {
            return new([]);
        }

        var looks = await local.LookAsync(at.Catalog, cancellationToken).ConfigureAwait(false);
        session.Look(at, looks);
        return new([.. looks.Select(look => look.Model.Slug.Value)]);
    }

    public SetCredentialResult SetCredential(SetCredentialParams? parameters = null)
    {
        var name = Required(parameters?.Name, "name");
        var secret = SecretOf(parameters!.Secret);
        var opened = SessionOf(parameters);
        var affected = workspaces.SetCredential(opened, name, secret);
        return new([.. affected.Select(slug => slug.Value)], opened.Session.Snapshot.Generation);
    }

    public Task<ListEndpointModelsResult> ListEndpointModelsAsync(
        EndpointParams? parameters = null,
        CancellationToken cancellationToken = default
    ) => endpointMethods.ListAsync(parameters, cancellationToken);

    public Task<TestModelResult> TestModelAsync(TestModelParams? parameters = null, CancellationToken cancellationToken = default) =>
        endpointMethods.TestAsync(parameters, cancellationToken);

    public GenerationResult SetTrust(SetTrustParams? parameters = null)
    {
        var trusted = parameters?.Trusted ?? throw ContractErrors.InvalidParams("trusted", "is required: true or false.");
        var opened = SessionOf(parameters);
        workspaces.SetTrust(opened, trusted);
        return new(opened.Session.Snapshot.Generation);
    }

    public ListGrantsResult ListGrants(SessionParams? parameters = null) => workspaces.Grants(SessionOf(parameters)).ToInfo();

    public SetGrantResult SetGrant(SetGrantParams? parameters = null)
    {
        var (reference, origin) = (Required(parameters?.Reference, "reference"), Required(parameters!.Origin, "origin"));
        var allowed = parameters.Allowed ?? throw ContractErrors.InvalidParams("allowed", "is required: true or false.");
        var opened = SessionOf(parameters);
        return workspaces.SetGrant(opened, reference, origin, allowed) is { } isAllowed
            ? new(isAllowed, opened.Session.Snapshot.Generation)
            : throw ContractErrors.InvalidParams(
                "reference",
                allowed
                    ? "names no key that this workspace's catalog wants to send to that origin. Take a pair from listGrants."
                    : "names no key that may be sent to that origin. Take a pair from listGrants."
            );
    }

    private async Task<ChatResult.Answered> ChatAsync(
        SessionParams parameters,
        ChatTurn turn,
        IChatView? view,
        CancellationToken cancellationToken
    ) =>
        await SessionOf(parameters).Session.ChatAsync(turn, view, cancellationToken).ConfigureAwait(false) switch
        {
            ChatResult.Answered answered => answered,
            ChatResult.Failed failed => throw ContractErrors.UpstreamFailed(failed),
            ChatResult.NotRouted not => throw Refused(not.Why),
            _ => throw new InvalidOperationException(),
        };

    private static RouteRequest RequestOf(RouteParams parameters) =>
        new()
        {
            Task = parameters.Task,
            Messages = parameters.Messages,
            Body = parameters.Body,
            Images = parameters.Images,
            Tools = parameters.Tools,
            InputTokens = parameters.InputTokens,
            ConversationId = parameters.ConversationId,
            Candidates = parameters.Candidates is { } slugs
                ?
                [
                    .. slugs.Select(
                        (slug, i) => new ModelSlug(slug ?? throw ContractErrors.InvalidParams($"candidates[{i}]", "must be a string."))
                    ),
                ]
                : null,
            NoCache = parameters.NoCache is true,
        };

    private static ChatTurn TurnOf(ChatParams parameters)
    {
        if (parameters.MaxOutputTokens < 1)
        {
            throw ContractErrors.InvalidParams("maxOutputTokens", "must be 1 or more.");
        }

        if (parameters.Temperature is { } degree && !(degree is >= 0 and <= 2))
        {
            throw ContractErrors.InvalidParams("temperature", "must be from 0 to 2.");
        }

        var request = new ChatRequest
        {
            Messages = LenientJson.Given(parameters.Messages),
            Body = LenientJson.Given(parameters.Body),
            MaxOutputTokens = parameters.MaxOutputTokens,
            Temperature = parameters.Temperature,
            Tools = LenientJson.Given(parameters.Tools),
            ConversationId = parameters.ConversationId,
        };
        return new(request, string.IsNullOrEmpty(parameters.Model) ? null : new ModelSlug(parameters.Model), parameters.ConversationId);
    }

    private static string? SecretOf(JsonElement secret)
    {
        switch (secret.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String when LenientJson.Text(secret).Trim() is { Length: > 0 } key:
                return key;
            case JsonValueKind.String:
                throw ContractErrors.InvalidParams("secret", "is empty: give the key, or null to forget it.");
            default:
                throw ContractErrors.InvalidParams("secret", "is required: the key as a string, or null to forget it.");
        }
    }

    private static ContractException Refused(RouteResult why) =>
        why switch
        {
            RouteResult.NothingRoutable none => ContractErrors.NoRoutableModel(none),
            RouteResult.UnknownModel unknown => ContractErrors.UnknownModel(unknown.Slug, unknown.Suggestions),
            RouteResult.NoCatalog none => ContractErrors.InvalidCatalog(none.Problems),
            RouteResult.Unreadable unreadable => ContractErrors.InvalidParams(unreadable.Path, unreadable.Message),
            _ => throw new InvalidOperationException(),
        };

    private static string Required(string? value, string path) =>
        string.IsNullOrEmpty(value) ? throw ContractErrors.InvalidParams(path, "is required.") : value;

    private OpenSession SessionOf(SessionParams? parameters) =>
        workspaces.Find(parameters?.WorkspaceFolder) ?? throw ContractErrors.UnknownWorkspace(parameters!.WorkspaceFolder!);

    /// <summary>Shows the pieces as deltas. Who answers, a client of <c>chat</c> learns from the result.</summary>
    private sealed class DeltaView(Func<ChatDelta, ValueTask> show) : IChatView
    {
        public bool Streams => true;

        public ValueTask BeginAsync(ChatStart start) => ValueTask.CompletedTask;

        public ValueTask ShowAsync(ChatEvent piece) => show(piece.ToDelta());
    }
}
