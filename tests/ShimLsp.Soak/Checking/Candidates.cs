using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>The rules for a list of candidates: those of the catalog in force, each rejected exactly if it must be.</summary>
internal static class Candidates
{
    /// <summary>Whether a model can take that request by its nature.</summary>
    public static bool CanTake(ModelFacts model, RouteCall call) =>
        call.Wants(model.Slug)
        && (!call.Images || model.Images)
        && (!call.Tools || model.Tools)
        && !(call.InputTokens > model.ContextWindow);

    /// <summary>Whether these are that catalog's candidates, at its prices.</summary>
    public static bool AreOf(CatalogFacts catalog, CandidateAnswer[] candidates) =>
        candidates.Length == catalog.Models.Length
        && candidates.All(candidate => catalog.Find(candidate.Slug) is { } model && model.Cost == candidate.Cost)
        && candidates.DistinctBy(candidate => candidate.Slug).Count() == candidates.Length;

    /// <summary>What is wrong with a list; null if nothing is.</summary>
    public static Fault? Fault(SessionModel session, RouteCall call, CandidateAnswer[] candidates, Moment now)
    {
        if (!AreOf(session.Catalog, candidates))
        {
            return Checking.Fault.Stale($"the candidates are not those of {session.Catalog.Name}, which is in force");
        }

        foreach (var candidate in candidates)
        {
            var model = session.Catalog.Find(candidate.Slug)!;
            if (!CanTake(model, call))
            {
                if (!MayBeRejectedFor(candidate.Rejection, model, call))
                {
                    return Checking.Fault.Wrong(
                        $"{model.Slug} cannot take this request; its rejection is {candidate.Rejection ?? "missing"}"
                    );
                }
            }
            else if (session.HealthFault(model.Slug, candidate.Rejection, until: null, now) is { } ill)
            {
                return Checking.Fault.Stale(ill);
            }
        }

        return null;
    }

    /// <summary>What is wrong with the verdicts and their order; null if nothing is.</summary>
    public static Fault? VerdictFault(DecisionAnswer decision, double threshold)
    {
        string[] order = ["chosen", "viable", "belowThreshold", "rejected"];
        var last = 0;
        foreach (var candidate in decision.Candidates)
        {
            var verdict =
                candidate.Rejection is not null ? "rejected"
                : candidate.Slug == decision.Slug ? "chosen"
                : candidate.Score >= threshold ? "viable"
                : "belowThreshold";
            var rank = Array.IndexOf(order, candidate.Verdict);
            if (candidate.Verdict != verdict || rank < last)
            {
                return Checking.Fault.Wrong($"{candidate.Slug} is listed as {candidate.Verdict}, out of its place or not as it is");
            }

            last = rank;
        }

        return null;
    }

    private static bool MayBeRejectedFor(string? rejection, ModelFacts model, RouteCall call) =>
        rejection switch
        {
            "notRequested" => !call.Wants(model.Slug),
            "noImages" => call.Images && !model.Images,
            "noTools" => call.Tools && !model.Tools,
            "contextTooSmall" => call.InputTokens > model.ContextWindow,
            _ => false,
        };
}
