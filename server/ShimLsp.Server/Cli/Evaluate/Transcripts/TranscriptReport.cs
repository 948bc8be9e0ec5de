using System.Collections.Immutable;
using ShimLsp.Core.Evaluation.Replaying;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>What was read.</summary>
/// <param name="Transcripts">Transcripts by the program that recorded them.</param>
/// <param name="Others">Files with these endings that hold something else.</param>
/// <param name="Unreadable">Files that could not be read, or not to their end.</param>
/// <param name="BrokenLines">Lines that were passed over.</param>
/// <param name="SubagentMessages">Messages to subagents, which are not counted.</param>
/// <param name="RepeatedMessages">Messages that another file has as well, which are counted once.</param>
internal sealed record FileReport(
    IReadOnlyDictionary<string, int> Transcripts,
    int Others,
    int Unreadable,
    long BrokenLines,
    long SubagentMessages,
    long RepeatedMessages
);

/// <summary>What one model would have had.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Turns">A person's messages: <paramref name="First"/> and <paramref name="Later"/>.</param>
/// <param name="First">First messages of sessions.</param>
/// <param name="Later">Later messages.</param>
/// <param name="Share">The share of all turns.</param>
/// <param name="Requests">Requests: a turn with tools takes several.</param>
/// <param name="Cost">What they would have cost, in US dollars; null if the model has no prices.</param>
internal sealed record ReplayedModel(string Slug, long Turns, long First, long Later, double Share, long Requests, double? Cost);

/// <summary>A comparison of costs, in US dollars, over the requests whose models have prices.</summary>
/// <param name="Model">The model that everything would have gone to; null for the models that ran.</param>
/// <param name="Requests">The requests that are compared.</param>
/// <param name="Routed">Their cost as routed.</param>
/// <param name="Otherwise">Their cost otherwise.</param>
internal sealed record CostReport(string? Model, long Requests, double Routed, double Otherwise);

/// <summary>Escalations of one kind.</summary>
/// <param name="Why">What showed that the model was stuck, or what the person said of its work.</param>
/// <param name="From">The model that was at work.</param>
/// <param name="To">The model that would have taken over.</param>
/// <param name="Times">How often.</param>
internal sealed record EscalationReport(string Why, string From, string To, long Times);

/// <summary>What came of a folder of transcripts. It holds no word of anybody.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Scorer">The scorer.</param>
/// <param name="Threshold">The lowest score that is good enough.</param>
/// <param name="Files">What was read.</param>
/// <param name="From">When the first turn was; null if no record says.</param>
/// <param name="To">When the last turn was; null if no record says.</param>
/// <param name="Sessions">Sessions with at least one message of a person.</param>
/// <param name="Turns">A person's messages.</param>
/// <param name="Requests">Requests to models.</param>
/// <param name="EstimatedRequests">Those whose tokens are estimated from the length of the text.</param>
/// <param name="NotRoutable">Turns that no candidate could have taken.</param>
/// <param name="Inherited">Later turns that mean nothing alone and went with the task before them.</param>
/// <param name="RaisedTurns">Turns in which a stronger model would have taken over.</param>
/// <param name="Escalations">The escalations by kind, the most frequent first.</param>
/// <param name="Models">The models, the one with most turns first.</param>
/// <param name="AgainstStrongest">Against everything on the strongest candidate; null if prices are missing.</param>
/// <param name="AgainstRun">Against the models that ran; null if the records name none that the catalog has with prices.</param>
/// <param name="UnknownModels">Requests by the recorded names of models that the catalog does not have.</param>
/// <param name="Languages">Turns by language.</param>
internal sealed record TranscriptReport(
    string Folder,
    string Scorer,
    double Threshold,
    FileReport Files,
    DateTimeOffset? From,
    DateTimeOffset? To,
    long Sessions,
    long Turns,
    long Requests,
    long EstimatedRequests,
    long NotRoutable,
    long Inherited,
    long RaisedTurns,
    ImmutableArray<EscalationReport> Escalations,
    ImmutableArray<ReplayedModel> Models,
    CostReport? AgainstStrongest,
    CostReport? AgainstRun,
    IReadOnlyDictionary<string, long> UnknownModels,
    IReadOnlyDictionary<string, long> Languages
)
{
    /// <summary>Makes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="replay">The replay, at its end.</param>
    /// <param name="files">What was read.</param>
    public static TranscriptReport Of(string folder, double threshold, TranscriptReplay replay, FileReport files)
    {
        var tally = replay.Tally;
        return new(
            folder,
            new EmbeddedScorer().Identity,
            threshold,
            files,
            tally.From?.ToUniversalTime(),
            tally.To?.ToUniversalTime(),
            tally.Sessions,
            tally.Turns,
            tally.Requests,
            tally.Estimated,
            tally.NotRoutable,
            tally.Inherited,
            tally.RaisedTurns,
            [
                .. tally
                    .Escalations.Select(kind => new EscalationReport(kind.Key.Why, kind.Key.From.Value, kind.Key.To.Value, kind.Value))
                    .OrderByDescending(kind => kind.Times)
                    .ThenBy(kind => $"{kind.Why} {kind.From} {kind.To}", StringComparer.Ordinal),
            ],
            [
                .. tally
                    .Models.Select(model => Of(model.Key, model.Value, tally.Turns, replay.HasPrices(model.Key)))
                    .OrderByDescending(model => model.Turns)
                    .ThenBy(model => model.Slug, StringComparer.Ordinal),
            ],
            Of(replay.Strongest!.Slug.Value, tally.Strongest),
            Of(null, tally.AsRun),
            Sorted(tally.UnknownModels),
            Sorted(tally.Languages)
        );
    }

    private static ReplayedModel Of(ModelSlug slug, ModelTally tally, long turns, bool hasPrices) =>
        new(
            slug.Value,
            tally.First + tally.Later,
            tally.First,
            tally.Later,
            Math.Round((double)(tally.First + tally.Later) / turns, 6),
            tally.Requests,
            hasPrices ? Dollars(tally.Cost) : null
        );

    private static CostReport? Of(string? model, CostTally tally) =>
        tally.Requests == 0 ? null : new(model, tally.Requests, Dollars(tally.Routed), Dollars(tally.Otherwise));

    private static double Dollars(double cost) => Math.Round(cost, 6);

    // The most frequent first; a dictionary keeps the order in which it was filled.
    private static Dictionary<string, long> Sorted(Dictionary<string, long> counts) =>
        counts
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .ToDictionary(count => count.Key, count => count.Value);
}
