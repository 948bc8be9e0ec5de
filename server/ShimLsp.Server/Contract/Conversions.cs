using System.Collections.Immutable;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>From the domain's words to the wire's.</summary>
internal static class Conversions
{
    public static CandidateInfo ToInfo(this Candidate candidate) =>
        new(
            candidate.Slug.Value,
            candidate.Score,
            candidate.Cost,
            candidate.Verdict,
            candidate.Rejection,
            candidate.Strength?.Value,
            candidate.Strength?.Source
        );

    public static ProblemInfo ToInfo(this CatalogProblem problem) =>
        new()
        {
            Code = problem.Code,
            Severity = problem.Severity,
            Message = problem.Message,
            Source = problem.Source,
            Path = problem.Path,
            Line = problem.Line,
            Column = problem.Column,
            EndLine = problem.EndLine,
            EndColumn = problem.EndColumn,
        };

    public static AvailabilityInfo ToInfo(this Availability availability) =>
        new(
            availability.State,
            availability.Checked ? true : null,
            availability.Until?.UtcDateTime,
            availability.Fault,
            availability.Reason
        );

    public static DecisionInfo ToInfo(this Decision decision)
    {
        var candidates = new CandidateInfo[decision.Candidates.Length];
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = decision.Candidates[i].ToInfo();
        }

        return new()
        {
            DecisionId = decision.Id,
            Slug = decision.Model.Slug.Value,
            Model = decision.Model.Model,
            Provider = decision.Model.Provider.ToWireName(),
            Source = decision.Source,
            StandIn = decision.StandIn is { } standIn ? new(standIn.For.Value, standIn.Why) : null,
            Continues = decision.Continues ? true : null,
            Raised = decision.Raised is { } raised ? new(raised.Steps, raised.Why) : null,
            Reason = decision.Reason,
            Score = decision.Score,
            Threshold = decision.Threshold,
            Candidates = candidates,
            CandidatesOmitted = decision.CandidatesOmitted > 0 ? decision.CandidatesOmitted : null,
            CacheKey = decision.CacheKey,
            Generation = decision.Generation,
            ElapsedMicroseconds = decision.ElapsedMicroseconds,
            Estimated = decision.Estimated is { } cost
                ? new(cost.InputTokens, cost.OutputTokens, cost.Cost, cost.BaselineCost, cost.Saved)
                : null,
        };
    }

    public static ModelInfo ToInfo(this ModelSpec model, SessionSnapshot at, Availability availability) =>
        new()
        {
            Slug = model.Slug.Value,
            DisplayName = model.DisplayName,
            Kind = ModelKind.Model,
            Credential = ToInfo(at.CredentialOf(model.Slug).Reference ?? model.Credential),
            Provider = model.Provider.ToWireName(),
            Model = model.Model,
            ContextWindow = model.ContextWindow,
            MaxOutputTokens = model.MaxOutputTokens,
            SupportsImages = model.SupportsImages,
            SupportsTools = model.SupportsTools,
            Cost = model.Cost,
            Pricing = model.Pricing is { } price ? new(price.Input, price.CachedInput, price.Output) : null,
            Card = model.Card,
            Candidate = model.IsCandidate ? null : false,
            Position = model.Position is { } row ? new(row.Line, row.Column) : null,
            Active = model.Slug == at.Active,
            Availability = availability.ToInfo(),
        };

    private static CredentialInfo ToInfo(CredentialReference reference) =>
        new(reference.Kind, reference.IsMalformed ? null : reference.Name);

    /// <summary>Auto's own row. It can do whatever at least one of its candidates can.</summary>
    public static ModelInfo AutoInfo(SessionSnapshot at) =>
        new()
        {
            Slug = at.Router.Slug.Value,
            DisplayName = at.Router.DisplayName,
            Kind = ModelKind.Auto,
            Credential = new(CredentialKind.None),
            Provider = "shim",
            Model = at.Router.Slug.Value,
            ContextWindow = at.Catalog.Candidates.Any(model => model.ContextWindow is null)
                ? null
                : at.Catalog.Candidates.Max(model => model.ContextWindow),
            SupportsImages = at.Catalog.Candidates.Any(model => model.SupportsImages),
            SupportsTools = at.Catalog.Candidates.Any(model => model.SupportsTools),
            Cost = 0,
            Active = at.Active == at.Router.Slug,
            Availability = Availability.Available.ToInfo(), // it asks no endpoint of its own
        };

    public static BudgetInfo ToInfo(this BudgetStanding standing) =>
        new()
        {
            Scope = standing.Limit.Scope,
            Period = standing.Limit.Period,
            Limit = standing.Limit.Amount,
            Soft = standing.SoftAmount,
            Spent = standing.Spent,
            Reserved = standing.Reserved,
            State = standing.State,
            Ends = standing.Ends.UtcDateTime,
            Source = standing.Limit.Source,
            Field = standing.Limit.Field,
        };

    public static StatsInfo ToInfo(this SessionStats stats) =>
        new()
        {
            Budget = stats.Budget.IsEmpty ? null : [.. stats.Budget.Select(ToInfo)],
            Generation = stats.Snapshot.Generation,
            Active = stats.Snapshot.Active.Value,
            Entries = stats.Cache.Entries,
            Capacity = stats.Cache.Capacity,
            Requests = stats.Requests,
            Hits = stats.Cache.Hits,
            Misses = stats.Cache.Misses,
            Coalesced = stats.Cache.Coalesced,
            Bypassed = stats.Bypassed,
            Evictions = stats.Cache.Evictions,
            Expired = stats.Cache.Expired,
            Invalidations = stats.Cache.Invalidations.ToDictionary(cause => CamelCase(cause.Key.ToString()), cause => cause.Value),
            Classifier = new(
                stats.Classifier.Calls,
                stats.Classifier.Failures,
                stats.Classifier.Timeouts,
                stats.Classifier.QueueRejected,
                new(stats.Classifier.LatencyP50 ?? 0, stats.Classifier.LatencyP99 ?? 0)
            ),
            Decisions = stats.Decisions,
            Fallbacks = stats.Fallbacks,
            Savings = new(stats.Savings.Spent, stats.Savings.Baseline, stats.Savings.Classifier, stats.Savings.Net),
            Recent = [.. stats.Recent.Select(ToInfo)],
            Feedback = stats.Feedback.ToInfo(),
            LearnedQuirks = stats.LearnedQuirks.IsEmpty
                ? null
                : stats.LearnedQuirks.ToDictionary(model => model.Key, IReadOnlyList<string> (model) => [.. model.Value]),
        };

    public static ListGrantsResult ToInfo(this WorkspaceGrants grants) =>
        new([.. grants.Pending.Select(ToInfo)], [.. grants.Allowed.Select(ToInfo)]);

    private static GrantInfo ToInfo(WorkspaceGrant grant) =>
        new(grant.Reference, grant.Origin, [.. grant.Models.Select(slug => slug.Value)]);

    public static FeedbackInfo ToInfo(this FeedbackResult feedback) => new(feedback.Offset.LogOdds, feedback.Threshold, feedback.Unmoved);

    private static FeedbackStatsInfo? ToInfo(this FeedbackStats feedback) =>
        feedback.Counts is { IsEmpty: false } counts
            ? new()
            {
                Offset = feedback.Offset.LogOdds,
                Threshold = feedback.Threshold,
                TooWeak = counts.TooWeak,
                TooStrong = counts.TooStrong,
                Right = counts.Right,
                Inferred = counts.Inferred,
            }
            : null;

    public static ChatResultInfo ToInfo(this ChatResult.Answered answered) =>
        new()
        {
            Decision = answered.Decision.ToInfo(),
            Slug = answered.Model.Slug.Value,
            Text = answered.Reply.Text,
            ToolCalls = answered.Reply.ToolCalls.ToInfo(),
            FinishReason = answered.Reply.FinishReason!,
            ProviderData = answered.Reply.ProviderData,
            Usage = new(
                answered.Usage.Input,
                answered.Usage.CachedInput,
                answered.Usage.Output,
                answered.Reply.Usage is null ? true : null
            ),
            Cost = answered.Cost,
            Attempts = answered.Attempts.ToInfo(),
        };

    public static IReadOnlyList<ToolCallInfo>? ToInfo(this ImmutableArray<ToolCall> calls) =>
        calls.IsEmpty
            ? null
            :
            [
                .. calls.Select(call => new ToolCallInfo(
                    call.Id,
                    call.Name,
                    call.Arguments,
                    call.ProviderData,
                    call.Kind.ToWireName(),
                    call.Namespace
                )),
            ];

    public static IReadOnlyList<AttemptInfo> ToInfo(this ImmutableArray<ChatAttempt> attempts) =>
        [.. attempts.Select(attempt => new AttemptInfo(attempt.Slug.Value, new(attempt.Outcome.Status, attempt.Outcome.ErrorOf())))];

    public static ChatDelta ToDelta(this ChatEvent piece) =>
        piece switch
        {
            ChatEvent.Text more => new(Text: more.Value),
            ChatEvent.Reasoning more => new(Reasoning: new(more.Value)),
            ChatEvent.ToolCall more => new(
                ToolCall: new(more.Index, more.Id, more.Name, more.ArgumentsDelta, more.Kind.ToWireName(), more.Namespace)
            ),
            _ => throw new InvalidOperationException(),
        };

    private static string? ToWireName(this ToolKind kind) => kind is ToolKind.Custom ? "custom" : null;

    public static OutcomeError? ErrorOf(this Outcome outcome) =>
        outcome.NoAnswer switch
        {
            NoAnswer.Timeout => OutcomeError.Timeout,
            NoAnswer.Network => OutcomeError.Network,
            _ => null,
        };

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
