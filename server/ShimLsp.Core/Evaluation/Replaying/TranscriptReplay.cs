using System.Globalization;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Evaluation.Transcripts;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// Routes recorded sessions anew, message by message, as a session of this catalog would have, and counts what comes of it. It keeps a
/// bounded part of one conversation and calls nobody. Not thread-safe.
/// </summary>
public sealed class TranscriptReplay : IDisposable
{
    private readonly WorkspaceSession session;
    private readonly CostReplay costs;
    private readonly ReplayWindow window = new();
    private ModelSpec? chosen; // has the turn
    private long conversation;
    private long turns;
    private (long Input, long Output, long Cached) bytes; // of the newest request, for an estimate
    private long context; // in tokens, as the record says
    private bool isOpen; // a request that is not counted yet
    private bool isReplying; // the event before was the model's
    private bool hasUsage;
    private bool hasResults; // of tools, since the last request
    private bool isRaised; // the turn has been escalated
    private string? model;

    /// <summary>Prepares a replay.</summary>
    /// <param name="catalog">The models to route among.</param>
    /// <param name="router">How to choose. A classifier is not asked.</param>
    /// <param name="clock">Time.</param>
    public TranscriptReplay(Catalog catalog, RouterSpec router, TimeProvider clock)
    {
        session = OfflineSession.Open(catalog, router, clock);
        var byStrength = session.Snapshot.ByStrength;
        Strongest = byStrength.IsEmpty ? null : byStrength[0];
        costs = new(new RecordedModels(catalog), Strongest, Tally);
    }

    /// <summary>What was counted so far.</summary>
    public ReplayTally Tally { get; } = new();

    /// <summary>The strongest candidate; null if the catalog has none.</summary>
    public ModelSpec? Strongest { get; }

    /// <summary>Whether a model has prices.</summary>
    /// <param name="slug">A candidate.</param>
    public bool HasPrices(ModelSlug slug) => session.Snapshot.Catalog.Find(slug)?.Pricing is not null;

    /// <summary>Takes the next event of a file.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="reader">The file's reader, which knows the client and the model.</param>
    public async ValueTask TakeAsync(TranscriptEvent happened, TranscriptReader reader)
    {
        model = reader.Model;
        switch (happened)
        {
            case TranscriptEvent.SessionStarted:
                Begin();
                break;
            case TranscriptEvent.PersonSaid said:
                Close();
                window.Add(said);
                await TurnAsync(said, reader.Client).ConfigureAwait(false);
                break;
            case TranscriptEvent.Compacted:
                window.Compact();
                (bytes.Cached, context) = (0, 0);
                break;
            case TranscriptEvent.Used used:
                Count(used);
                break;
            default:
                await FollowAsync(happened, reader.Client).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Ends a file.</summary>
    public void End() => Begin();

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private void Begin()
    {
        Close();
        window.Clear();
        costs.Begin();
        conversation++;
        (turns, bytes, context, hasUsage, chosen) = (0, default, 0, false, null);
    }

    private async Task TurnAsync(TranscriptEvent.PersonSaid said, TranscriptClient client)
    {
        Tally.Sessions += turns == 0 ? 1 : 0;
        Tally.Turns++;
        (isRaised, hasResults) = (false, false);
        var before = chosen?.Slug;
        var isFirst = turns++ == 0;
        Tally.From = said.At < (Tally.From ?? DateTimeOffset.MaxValue) ? said.At : Tally.From;
        Tally.To = said.At > (Tally.To ?? DateTimeOffset.MinValue) ? said.At : Tally.To;
        var language = LanguageGuess.Of(ClientText.Peel(said.Text));
        Tally.Languages[language] = Tally.Languages.GetValueOrDefault(language) + 1;

        if (await DecideAsync(said.HasImages, client, continuesTurn: false).ConfigureAwait(false) is not { } decision)
        {
            Tally.NotRoutable++;
            chosen = null;
            return;
        }

        chosen = decision.Model;
        Note(decision, before ?? chosen.Slug);
        Tally.Inherited += decision.Continues && !isFirst ? 1 : 0;
        var tally = Tally.Of(chosen.Slug);
        (tally.First, tally.Later) = isFirst ? (tally.First + 1, tally.Later) : (tally.First, tally.Later + 1);
    }

    private async Task<Decision?> DecideAsync(bool hasImages, TranscriptClient client, bool continuesTurn)
    {
        using var messages = window.Messages();
        var request = new RouteRequest
        {
            Messages = messages.RootElement,
            Images = hasImages,
            Tools = client is not TranscriptClient.Aider,
            InputTokens = (int)Math.Min(int.MaxValue, Math.Max(TokensOf(window.Bytes), context)),
            ConversationId = conversation.ToString(CultureInfo.InvariantCulture),
            ContinuesTurn = continuesTurn,
        };
        var result = await session.RouteAsync(request, CancellationToken.None).ConfigureAwait(false);
        return (result as RouteResult.Routed)?.Decision;
    }

    private async Task FollowAsync(TranscriptEvent happened, TranscriptClient client)
    {
        var isModels = happened is TranscriptEvent.ModelSaid or TranscriptEvent.ToolCalled;
        if (isModels && !isReplying)
        {
            Close();
            await GoOnAsync(client).ConfigureAwait(false);
            isOpen = true;
            (bytes.Input, bytes.Output) = (window.Bytes, 0);
        }

        isReplying = isModels;
        hasResults |= happened is TranscriptEvent.ToolReturned;
        window.Add(happened);
        bytes.Output += isModels ? window.Bytes - bytes.Input - bytes.Output : 0;
    }

    /// <summary>A request with the results of tools: the turn's model goes on, unless it is stuck.</summary>
    private async Task GoOnAsync(TranscriptClient client)
    {
        if (chosen is not { } before || !hasResults)
        {
            return;
        }

        hasResults = false;
        if (await DecideAsync(hasImages: false, client, continuesTurn: true).ConfigureAwait(false) is { } decision)
        {
            chosen = decision.Model;
            Note(decision, before.Slug);
        }
    }

    private void Note(Decision decision, ModelSlug before)
    {
        if (decision.Raised is { } raised && decision.Model.Slug != before)
        {
            var escalation = new EscalationKey(raised.Why, before, decision.Model.Slug);
            Tally.Escalations[escalation] = Tally.Escalations.GetValueOrDefault(escalation) + 1;
            Tally.RaisedTurns += isRaised ? 0 : 1;
            isRaised = true;
        }
    }

    private void Count(TranscriptEvent.Used used)
    {
        (hasUsage, isOpen, context) = (true, false, used.Usage.Input + used.Usage.Output);
        Account(used.Model, used.Usage);
    }

    /// <summary>Counts a request of a session whose tokens nobody recorded: what the request before had is cached.</summary>
    private void Close()
    {
        if (isOpen && !hasUsage)
        {
            Tally.Estimated++;
            Account(model, new(TokensOf(bytes.Input), TokensOf(bytes.Cached), TokensOf(bytes.Output)));
            bytes.Cached = bytes.Input + bytes.Output;
        }

        (isOpen, isReplying) = (false, false);
    }

    private void Account(string? ran, TokenUsage usage)
    {
        Tally.Requests++;
        if (chosen is not null)
        {
            costs.Add(chosen, ran, usage);
        }
    }

    private static int TokensOf(long bytes) => TokenEstimate.Of(bytes, attachments: 0);
}
