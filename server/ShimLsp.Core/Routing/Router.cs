using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>A choice with its explanation.</summary>
/// <param name="Model">The chosen model.</param>
/// <param name="Score">Its score; null if nothing scored it.</param>
/// <param name="Fallback">Whether no score was usable, so that the default or the cheapest was taken.</param>
/// <param name="Reason">The choice in one sentence.</param>
/// <param name="Candidates">Every candidate, best first, the rejected last.</param>
public sealed record Choice(ModelSpec Model, double? Score, bool Fallback, string Reason, ImmutableArray<Candidate> Candidates)
{
    /// <summary>The same, said to be the first request to a model that failed until now.</summary>
    public Choice AsTrial() => this with { Reason = $"{Reason} (first request after failures)" };

    /// <summary>The same, said to be the choice of a threshold that feedback has moved.</summary>
    /// <param name="threshold">The threshold in force.</param>
    public Choice AsMoved(double threshold) =>
        this with
        {
            Reason = $"{Reason} (your feedback moved the threshold to {Router.Shown(threshold)})",
        };

    /// <summary>The same, said to be the choice of a threshold that a budget has brought down.</summary>
    /// <param name="because">How far which budget is spent, as a clause.</param>
    /// <param name="threshold">The threshold in force.</param>
    public Choice AsSaving(string because, double threshold) =>
        this with
        {
            Reason = $"{Reason} ({because}, so the threshold is {Router.Shown(threshold)})",
        };
}

/// <summary>Chooses. Pure: values in, a choice out; the ranked list is the explanation.</summary>
public static class Router
{
    /// <summary>Chooses the model that the person chose, without scoring.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isActive">True if it is the active model, false if the request names it.</param>
    public static Choice Pinned(ModelSpec model, bool isActive = true) =>
        new(
            model,
            null,
            false,
            isActive ? $"Pinned: every task goes to {model.Slug}" : $"{model.Slug} was requested by name",
            [new Candidate(model.Slug, null, model.Cost, Verdict.Chosen)]
        );

    /// <summary>Chooses the only model that can do the task.</summary>
    /// <param name="eligibility">Exactly one model in <see cref="Eligibility.Now"/>.</param>
    public static Choice Single(Eligibility eligibility)
    {
        var only = eligibility.Now[0];
        var reason = eligibility.Rejected.IsEmpty ? $"{only.Slug} is the only candidate" : $"Only {only.Slug} can take this task now";
        return new(only, null, false, reason, [new Candidate(only.Slug, null, only.Cost, Verdict.Chosen), .. eligibility.Rejected]);
    }

    /// <summary>
    /// Chooses the cheapest model whose score reaches the threshold; among equal costs the higher score, then the slug. If none reaches it,
    /// the highest score, then the cheaper, then the slug. If all scores are zero, the default if it is eligible, else the cheapest.
    /// </summary>
    /// <param name="policy">The threshold and the default.</param>
    /// <param name="eligibility">At least one model in <see cref="Eligibility.Now"/>.</param>
    /// <param name="sheet">The scores of those eligible by the request.</param>
    public static Choice Choose(RoutingPolicy policy, Eligibility eligibility, ScoreSheet sheet)
    {
        var ranked = new Ranked[eligibility.Now.Length];
        var scores = new ScoreLookup(sheet);
        var usable = false;
        for (var i = 0; i < ranked.Length; i++)
        {
            var model = eligibility.Now[i];
            var at = scores.IndexOf(model.Slug);
            var score = at < 0 ? 0 : sheet.Scores[at].Value;
            usable |= score > 0;
            ranked[i] = new Ranked(model, score, score >= policy.Threshold, at);
        }

        if (!usable)
        {
            return Fallback(policy, eligibility, sheet, ranked);
        }

        Array.Sort(ranked, static (left, right) => left.CompareTo(right));
        var best = ranked[0];
        return new(best.Model, best.Score, false, Explain(policy, ranked, sheet.Because), List(ranked, eligibility, sheet, scores));
    }

    /// <summary>Keeps the model that a conversation is with, where another was chosen.</summary>
    /// <param name="policy">The threshold.</param>
    /// <param name="choice">The choice without the conversation.</param>
    /// <param name="kept">Another of its candidates, which reaches the threshold too.</param>
    /// <param name="sheet">The scores.</param>
    public static Choice Stay(RoutingPolicy policy, Choice choice, ModelSpec kept, ScoreSheet sheet) =>
        Keep(
            policy,
            choice,
            kept,
            sheet,
            $"{kept.Slug} keeps the conversation: it reaches {Shown(policy.Threshold)}, "
                + $"and {choice.Model.Slug} would have to read it all again"
        );

    /// <summary>Keeps the model of a turn that goes on with results of tools, where another would be chosen now.</summary>
    /// <param name="policy">The threshold.</param>
    /// <param name="choice">The choice without the conversation.</param>
    /// <param name="kept">Another of its candidates.</param>
    /// <param name="sheet">The scores.</param>
    public static Choice Continue(RoutingPolicy policy, Choice choice, ModelSpec kept, ScoreSheet sheet) =>
        Keep(policy, choice, kept, sheet, $"{kept.Slug} goes on with its turn");

    /// <summary>Takes a stronger model, because the one at work is stuck.</summary>
    /// <param name="policy">The threshold.</param>
    /// <param name="choice">The choice without that.</param>
    /// <param name="higher">Another of its candidates.</param>
    /// <param name="sheet">The scores.</param>
    /// <param name="why">What happened, in our own words.</param>
    public static Choice Raise(RoutingPolicy policy, Choice choice, ModelSpec higher, ScoreSheet sheet, string why) =>
        Keep(policy, choice, higher, sheet, $"raised: {why}, so {higher.Slug} takes over from {choice.Model.Slug}");

    private static Choice Keep(RoutingPolicy policy, Choice choice, ModelSpec kept, ScoreSheet sheet, string sentence) =>
        new(
            kept,
            sheet.Of(kept.Slug),
            false,
            Because(sentence, sheet.Because),
            [
                choice.Candidates.First(candidate => candidate.Slug == kept.Slug) with
                {
                    Verdict = Verdict.Chosen,
                },
                choice.Candidates[0] with
                {
                    Verdict = choice.Score >= policy.Threshold ? Verdict.Viable : Verdict.BelowThreshold,
                },
                .. choice.Candidates.Skip(1).Where(candidate => candidate.Slug != kept.Slug),
            ]
        );

    private static Choice Fallback(RoutingPolicy policy, Eligibility eligibility, ScoreSheet sheet, Ranked[] ranked)
    {
        Array.Sort(ranked, static (left, right) => left.CompareByCost(right));
        var byDefault = Array.FindIndex(ranked, candidate => candidate.Model.Slug == policy.Default);
        if (byDefault > 0)
        {
            (ranked[0], ranked[byDefault]) = (ranked[byDefault], ranked[0]);
        }

        var reason =
            byDefault >= 0
                ? $"No usable score: the default {ranked[0].Model.Slug} takes it"
                : $"No usable score: {ranked[0].Model.Slug}, the cheapest, takes it";
        return new(ranked[0].Model, null, true, reason, List(ranked, eligibility, sheet, scores: null));
    }

    private static ImmutableArray<Candidate> List(Ranked[] ranked, Eligibility eligibility, ScoreSheet sheet, ScoreLookup? scores)
    {
        var list = ImmutableArray.CreateBuilder<Candidate>(ranked.Length + eligibility.Rejected.Length);
        foreach (var candidate in ranked)
        {
            var verdict =
                list.Count == 0 ? Verdict.Chosen
                : candidate.Reaches ? Verdict.Viable
                : Verdict.BelowThreshold;
            list.Add(
                new Candidate(
                    candidate.Model.Slug,
                    candidate.Score,
                    candidate.Model.Cost,
                    verdict,
                    Strength: candidate.At < 0 ? null : sheet.Scores[candidate.At].Strength
                )
            );
        }

        foreach (var rejected in eligibility.Rejected)
        {
            // A model that cannot be used now was still scored. The score shows what would change if it were back.
            list.Add(
                rejected.Rejection >= Rejection.MissingCredential && scores is { } had
                    ? Scored(rejected, sheet, had.IndexOf(rejected.Slug))
                    : rejected
            );
        }

        return list.MoveToImmutable();
    }

    private static Candidate Scored(Candidate candidate, ScoreSheet sheet, int at) =>
        at < 0 ? candidate with { Score = 0 } : candidate with { Score = sheet.Scores[at].Value, Strength = sheet.Scores[at].Strength };

    private static string Explain(RoutingPolicy policy, Ranked[] ranked, string? because)
    {
        var best = ranked[0];
        var reaching = ranked.Count(static candidate => candidate.Reaches);
        var threshold = Shown(policy.Threshold);
        var sentence = reaching switch
        {
            0 => $"No model reaches {threshold}; {best.Model.Slug} scores highest",
            1 => $"{best.Model.Slug} is the only one to reach {threshold}",
            _ => $"{best.Model.Slug} is the cheapest of {reaching} that reach {threshold}",
        };
        return Because(sentence, because);
    }

    internal static string Shown(double threshold) => threshold.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Because(string sentence, string? because) => because is null ? sentence : $"{sentence}: {because}";

    // At is the index of its score in the sheet. It uses a gap in the struct, so the sorted items stay small.
    private readonly record struct Ranked(ModelSpec Model, double Score, bool Reaches, int At)
    {
        public int CompareTo(Ranked other)
        {
            if (Reaches != other.Reaches)
            {
                return Reaches ? -1 : 1;
            }

            var byCost = Model.Cost.CompareTo(other.Model.Cost);
            var byScore = other.Score.CompareTo(Score);
            var (first, second) = Reaches ? (byCost, byScore) : (byScore, byCost);
            return first != 0 ? first
                : second != 0 ? second
                : BySlug(other);
        }

        public int CompareByCost(Ranked other) => Model.Cost.CompareTo(other.Model.Cost) is var byCost and not 0 ? byCost : BySlug(other);

        // Ties must not depend on the order of a file or on hashes.
        private int BySlug(Ranked other) => string.CompareOrdinal(Model.Slug.Value, other.Model.Slug.Value);
    }
}
