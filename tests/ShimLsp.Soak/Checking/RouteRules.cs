using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What the answer to <c>route</c> must be.</summary>
/// <param name="book">What the same question was answered before.</param>
internal sealed class RouteRules(ScoreBook book)
{
    private const int NoRoutableModel = 1002;

    /// <summary>What is wrong; null if nothing is. The session goes on to the state after it.</summary>
    public Fault? Judge(SessionModel session, RouteCall call, Exchange exchange)
    {
        if (exchange.ErrorCode is { } code)
        {
            return code == NoRoutableModel ? Refused(session, call, exchange) : Fault.Refusal($"route was refused with {code}");
        }

        var decision = DecisionAnswer.Read(exchange.Result);
        if (Generations.Reach(session, exchange, decision.Generation) is { } stale)
        {
            return stale;
        }

        return session.Pinned is { } pinned ? Pinned(session, pinned, decision) : Routed(session, call, exchange, decision);
    }

    private static Fault? Pinned(SessionModel session, ModelFacts pinned, DecisionAnswer decision)
    {
        if (decision.Source != "pinned" || decision.Slug != pinned.Slug)
        {
            return Fault.Stale($"{decision.Slug} by {decision.Source}, though {pinned.Slug} is active");
        }

        session.Counts.Decided(decision.Id, decision.Slug, wasHit: null);
        return
            decision.CacheKey is null
            && decision.Candidates is [{ Verdict: "chosen" } only]
            && only.Slug == pinned.Slug
            && only.Cost == pinned.Cost
            ? null
            : Fault.Wrong("a pinned decision lists something else than its model");
    }

    private Fault? Routed(SessionModel session, RouteCall call, Exchange exchange, DecisionAnswer decision)
    {
        var now = session.MomentOf(exchange);
        if (Candidates.Fault(session, call, decision.Candidates, now) is { } wrong)
        {
            return wrong;
        }

        var able = session.Catalog.Models.Where(model => Candidates.CanTake(model, call)).ToArray();
        var listed = decision.Candidates.ToDictionary(candidate => candidate.Slug);
        var usable = able.Where(model => listed[model.Slug].Rejection is null).ToArray();
        var question = new Question(call.Task, call.Images, call.Tools, string.Join(' ', able.Select(model => model.Slug)));
        if (decision.CacheKey is not { } key)
        {
            return Fault.Wrong("the key is missing");
        }

        if (book.KeyFault(session.Catalog, question, key) is { } mixed)
        {
            return Fault.Wrong(mixed);
        }

        if (usable is [var only])
        {
            session.Counts.Decided(decision.Id, decision.Slug, wasHit: null);
            return decision.Source == "single" && decision.Slug == only.Slug
                ? null
                : Fault.Wrong($"{decision.Slug} by {decision.Source}, though only {only.Slug} is left");
        }

        return FromCache(session, call, question, decision, now) ?? Chosen(session, question, decision, able, usable, listed);
    }

    private static Fault? FromCache(SessionModel session, RouteCall call, Question question, DecisionAnswer decision, Moment now)
    {
        if (decision.Source is not ("cache" or "embedded"))
        {
            return Fault.Wrong($"the source is {decision.Source}: nothing waits here, and there is no classifier");
        }

        var wasHit = decision.Source == "cache";
        if (call.NoCache || !session.CacheIsOn)
        {
            session.Counts.Decided(decision.Id, decision.Slug, wasHit: null);
            return wasHit ? Fault.Wrong("from the cache, which was not to be asked") : null;
        }

        switch (session.Cache.Look(question, now))
        {
            case Presence.NeverStored when wasHit:
                return Fault.Stale($"from the cache, though nothing was scored under this key in generation {session.Generation}");
            case Presence.Gone when wasHit:
                return Fault.Wrong("from the cache, though its entry was evicted or had expired");
            case Presence.Present when !wasHit && !session.MayBeOvertaken():
                return Fault.Wrong($"scored anew, though the cache must still hold it: {session.Cache.Describe(question)}");
        }

        session.Counts.Decided(decision.Id, decision.Slug, wasHit);
        if (wasHit)
        {
            session.Cache.Hit(question);
        }
        else
        {
            session.Cache.Store(question, now);
        }

        return null;
    }

    private Fault? Chosen(
        SessionModel session,
        Question question,
        DecisionAnswer decision,
        ModelFacts[] able,
        ModelFacts[] usable,
        Dictionary<string, CandidateAnswer> listed
    )
    {
        if (able.Any(model => listed[model.Slug].Score is null))
        {
            return Fault.Wrong("a candidate that can take the task has no score");
        }

        var scores = able.Select(model => listed[model.Slug].Score!.Value).ToArray();
        if (book.ScoreFault(session.Catalog, question, scores) is { } mixed)
        {
            return Fault.Wrong(mixed);
        }

        if (decision.Threshold != session.Threshold)
        {
            return Fault.Stale($"the threshold is {decision.Threshold}, {session.Threshold} is set");
        }

        var right = Choice.Of(usable.Select(model => (model, listed[model.Slug].Score!.Value)), session.Threshold);
        return decision.Slug == right.Slug && decision.Score == listed[right.Slug].Score
            ? Candidates.VerdictFault(decision, session.Threshold)
            : Fault.Wrong($"{decision.Slug}, where {right.Slug} is right by the scores in the answer");
    }

    private static Fault? Refused(SessionModel session, RouteCall call, Exchange exchange)
    {
        var candidates = CandidateAnswer.ReadAll(exchange.ErrorData.GetProperty("candidates"));
        if (session.Pending is { } edit && Candidates.AreOf(edit.Catalog, candidates) && !Candidates.AreOf(session.Catalog, candidates))
        {
            session.ApplyPending(exchange.HeardAt); // the answer has no generation, but costs tell catalogs apart
        }

        if (session.Pinned is { } pinned)
        {
            return Fault.Stale($"refused, though {pinned.Slug} is active");
        }

        return Candidates.Fault(session, call, candidates, session.MomentOf(exchange))
            ?? (candidates.All(candidate => candidate.Rejection is not null) ? null : Fault.Refusal("refused, though a candidate is left"));
    }
}
