using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Health;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Sessions.Together;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Sends a turn to a model. If the model fails before the first piece of its reply is shown, the next best one is asked. Each model is
/// asked once. A model that a person chose by name is asked whatever its health, and no other is asked in its place.
/// </summary>
/// <param name="ports">The outside.</param>
/// <param name="routing">Chooses.</param>
/// <param name="savings">Where the cost goes.</param>
/// <param name="report">Takes what became of a call that was made on a snapshot.</param>
/// <param name="giveBackTrial">Takes a model back whose trial brought no outcome.</param>
/// <param name="together">Reads what other gateways have; null if nothing is shared.</param>
/// <param name="confirm">Reserves with other gateways what is reserved here; false if they have taken the rest of a budget.</param>
internal sealed class SessionChat(
    SessionPorts ports,
    SessionRouting routing,
    Savings savings,
    Action<SessionSnapshot, ModelSlug, Outcome, long> report,
    Action<ModelSlug> giveBackTrial,
    SharedRouting? together,
    Func<SpendingReservation?, ValueTask<bool>> confirm
)
{
    private static readonly Outcome Success = new(200);

    /// <summary>Carries it.</summary>
    /// <param name="at">The session when the turn was taken.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="view">Follows the reply; null if only the result is wanted.</param>
    /// <param name="cancellationToken">Ends it, upstream at once.</param>
    public async Task<ChatResult> ChatAsync(SessionSnapshot at, ChatTurn turn, IChatView? view, CancellationToken cancellationToken)
    {
        var frame = turn.Request.ToFrame();
        var read = ConversationReader.Read(turn.Request, frame);
        if (!read.IsRead)
        {
            return new ChatResult.NotRouted(new RouteResult.Unreadable(read.Fault.Path, read.Fault.Message));
        }

        var chat = ports.Upstream.Open(read.Conversation);
        var mostOutput = read.Conversation.Options.MaxOutputTokens;
        RouteResult routed;
        if (together is null)
        {
            routed = await RouteAsync(at, turn, frame, mostOutput, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            (at, routed) = await RouteTogetherAsync(together, turn, frame, mostOutput, cancellationToken).ConfigureAwait(false);
        }

        if (routed is not RouteResult.Routed { Decision: var decision, Alternatives: var others, InputTokens: var input } taken)
        {
            return new ChatResult.NotRouted(routed);
        }

        // What routing goes by is coarser: it takes no second pass over the request.
        long? counted = null;
        long InputTokens() => counted ??= SignalReader.TokensOf(frame) ?? input;

        var shown = view is null ? null : new ShownPieces(view, decision, InputTokens, ports.Clock);
        var attempts = ImmutableArray.CreateBuilder<ChatAttempt>();
        for (var (model, isTrial, reservation) = (decision.Model, taken.IsTrial, taken.Reservation!); ; )
        {
            var reply = new ReplyBuilder();
            var reserved = new CallInProgress(model, reservation, InputTokens);
            shown?.Restart();
            var (isShown, hasBegun) = (false, false);
            var call = new RecordedCall(ports.Ledger, ports.Clock, CallPurpose.Chat, model, decision.Source, attempts.Count + 1);
            try
            {
                await foreach (var piece in chat.AskAsync(model, view is { Streams: true }, cancellationToken).ConfigureAwait(false))
                {
                    hasBegun = true;
                    call.Piece();
                    reply.Add(piece);
                    isShown |= shown is not null && await shown.AddAsync(piece, model).ConfigureAwait(false);
                }
            }
            catch (UpstreamException failed)
            {
                var outcome = failed.Outcome with { Task = TaskOf(frame) };
                reserved.BreakOff(reply, hasBegun, outcome);
                report(at, model.Slug, outcome, call.Begun);
                call.Failed(outcome);
                attempts.Add(new(model.Slug, outcome));
                var next =
                    isShown || others is null || !MovingOn.May(outcome) ? null : await NextAsync(others, attempts).ConfigureAwait(false);
                if (next is null)
                {
                    return new ChatResult.Failed(decision, model, failed.Message, isShown ? reply.Build() : null, attempts.ToImmutable())
                    {
                        InputTokens = InputTokens,
                    };
                }

                (model, isTrial, reservation) = (next.Choice.Model, next.IsTrial, next.Reservation!);
                continue;
            }
            catch (Exception)
            {
                // It was cancelled, or its client is gone.
                reserved.BreakOff(reply, hasBegun);
                call.Cancelled();
                GiveBack(isTrial, model.Slug);
                throw;
            }

            var whole = reply.Build();
            var usage = whole.Usage ?? new(input, null, TokenEstimate.Of(CallInProgress.BytesOf(whole), attachments: 0));
            reserved.End(usage);
            report(at, model.Slug, Success, call.Begun);
            attempts.Add(new(model.Slug, Success));
            var cost = savings.AddChat(model, others?.Strongest ?? model, whole.Usage);
            call.Answered(usage, cost?.Cost, cost?.Saved ?? 0, isEstimated: whole.Usage is null);
            return new ChatResult.Answered(decision, model, whole, cost?.Cost, attempts.ToImmutable())
            {
                Saved = cost?.Saved ?? 0,
                Usage = usage,
            };
        }
    }

    private ValueTask<RouteResult> RouteAsync(
        SessionSnapshot at,
        ChatTurn turn,
        in RequestFrame frame,
        int? mostOutput,
        CancellationToken cancellationToken
    )
    {
        turn = turn.At(at);
        var pinned = PinnedBy(at, turn);
        if (pinned is null)
        {
            return turn.Model is { } unknown && !IsAuto(at, turn) && at.IsReadable
                ? new(new RouteResult.UnknownModel(unknown, NearestNames.Of(unknown, at.Slugs)))
                : routing.RouteAsync(at, Asked(turn, frame, mostOutput), pinned: null, isChat: true, cancellationToken);
        }

        var request = new RouteRequest
        {
            Read = SignalReader.ReadSize(frame),
            Candidates = turn.Candidates,
            MostOutput = mostOutput,
        };
        return at.CredentialOf(pinned.Slug).IsResolved
            ? routing.RouteAsync(at, request, pinned, isChat: true, cancellationToken)
            : new(new RouteResult.NothingRoutable([new(pinned.Slug, null, pinned.Cost, Verdict.Rejected, Rejection.MissingCredential)]));
    }

    private async ValueTask<(SessionSnapshot At, RouteResult Result)> RouteTogetherAsync(
        SharedRouting together,
        ChatTurn turn,
        RequestFrame frame,
        int? mostOutput,
        CancellationToken cancellationToken
    )
    {
        var (at, read) = await together.PrepareAsync(Asked(turn, frame, mostOutput), Resolve).ConfigureAwait(false);
        var named = turn.At(at);
        while (true)
        {
            var result =
                PinnedBy(at, named) is not null || IsUnknown(at, named)
                    ? await RouteAsync(at, named, frame, mostOutput, cancellationToken).ConfigureAwait(false)
                    : await routing.RouteAsync(at, read, pinned: null, isChat: true, cancellationToken).ConfigureAwait(false);
            if (result is not RouteResult.Routed taken || await confirm(taken.Reservation).ConfigureAwait(false))
            {
                return (at, result);
            }

            // Other gateways have reserved the rest of the budget meanwhile: it is chosen anew.
            GiveBack(taken.IsTrial, taken.Decision.Model.Slug);
        }

        (RouteRequest Request, ModelSpec? Pinned) Resolve(SessionSnapshot at, RouteRequest request)
        {
            var named = turn.At(at);
            var pinned = PinnedBy(at, named) ?? (IsUnknown(at, named) ? at.Catalog.Models.FirstOrDefault() : null);
            return (request with { Candidates = named.Candidates }, pinned);
        }
    }

    private async ValueTask<Pick?> NextAsync(Alternatives others, IReadOnlyList<ChatAttempt> attempts)
    {
        while (routing.Next(others, attempts) is { } next)
        {
            if (together is null || await confirm(next.Reservation).ConfigureAwait(false))
            {
                return next;
            }

            GiveBack(next.IsTrial, next.Choice.Model.Slug);
        }

        return null;
    }

    private void GiveBack(bool isTrial, ModelSlug slug)
    {
        if (isTrial)
        {
            giveBackTrial(slug);
        }
    }

    private static bool IsAuto(SessionSnapshot at, ChatTurn turn) => at.Router.Enabled && turn.Model == at.Router.Slug;

    private static bool IsUnknown(SessionSnapshot at, ChatTurn turn) =>
        turn.Model is not null && !IsAuto(at, turn) && PinnedBy(at, turn) is null;

    private static ModelSpec? PinnedBy(SessionSnapshot at, ChatTurn turn) =>
        IsAuto(at, turn) || !at.IsReadable ? null
        : turn.Model is { } slug ? at.Catalog.Find(slug)
        : at.Pinned;

    private static RouteRequest Asked(ChatTurn turn, in RequestFrame frame, int? mostOutput) =>
        new()
        {
            Read = SignalReader.Read(frame, turn.ConversationId?.Value),
            ConversationId = turn.ConversationId?.Value,
            Identity = TaskOf(frame),
            MostOutput = mostOutput,
            Candidates = turn.Candidates,
            Frame = frame,
            Housekeeping = turn.Housekeeping,
        };

    /// <summary>A number that stands for the task: the same for the same request, in this process only.</summary>
    private static int TaskOf(in RequestFrame frame)
    {
        var hash = new HashCode();
        hash.AddBytes(JsonMarshal.GetRawUtf8Value(frame.Source));
        return hash.ToHashCode();
    }
}
