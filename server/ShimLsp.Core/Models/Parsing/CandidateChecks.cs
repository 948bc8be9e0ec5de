using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reports what is wrong with the candidates as a whole. Nothing is changed.</summary>
/// <param name="problems">Where to report.</param>
/// <param name="rows">The rows.</param>
/// <param name="flags">What holds of each row after the candidates' overrides.</param>
/// <param name="slugs">The slug of each row.</param>
/// <param name="router">The router.</param>
internal sealed class CandidateChecks(
    ProblemList problems,
    ImmutableArray<RowDraft> rows,
    ImmutableArray<CandidateFlags> flags,
    ImmutableArray<ModelSlug> slugs,
    RouterDraft router
)
{
    // "Fast and cheap" has 12 letters and says nothing about tasks.
    private const int FewestLetters = 14;

    // A letter of Chinese, Japanese or Korean says about as much as three of an alphabet.
    private const int LettersOfAWideOne = 3;

    /// <summary>Reports it.</summary>
    /// <param name="isCandidate">Whether Auto may choose a row.</param>
    /// <param name="areAllUnknown">Whether candidates are named and none of them exists.</param>
    /// <param name="modelsNode">The rows in the text.</param>
    public void Check(Func<int, bool> isCandidate, bool areAllUnknown, JsonSyntax modelsNode)
    {
        // If no named candidate exists, that is said of each of them.
        if (rows.IsEmpty || !router.Spec.Enabled || areAllUnknown)
        {
            return;
        }

        ImmutableArray<int> candidates = [.. Enumerable.Range(0, rows.Length).Where(isCandidate)];
        switch (candidates)
        {
            case []:
                problems.Warning(
                    router.CandidatesNode ?? modelsNode,
                    CatalogProblemCode.NoCandidates,
                    "Auto may choose no model, so it cannot route. Name a model in `candidates`, or set `enabled` to false."
                );
                break;
            case [var only]:
                CheckOnly(only);
                break;
            default:
                CheckCosts(candidates);
                CheckCards(candidates);
                break;
        }
    }

    private void CheckOnly(int only)
    {
        var slug = ShownText.Quote(slugs[only].Value);
        foreach (var field in (Field[])[RouterFields.Threshold, RouterFields.Classifier])
        {
            if (MemberLookup.Of(router.Node, RouterFields.Table, field) is { } member)
            {
                problems.NoEffect(
                    member,
                    $"`{field.Name}` changes nothing: {slug} is the only candidate and gets every task. Add a candidate, or remove this."
                );
            }
        }
    }

    /// <summary>Costs count if every candidate has one. If not, and every one has prices, the prices count alone.</summary>
    private void CheckCosts(ImmutableArray<int> candidates)
    {
        var without = candidates.FirstOrDefault(at => flags[at].Cost is null, -1);
        if (without < 0 || !candidates.All(at => rows[at].Spec.Pricing is not null))
        {
            return;
        }

        foreach (var at in Enumerable.Range(0, rows.Length).Where(at => flags[at].Cost is not null).Take(ProblemList.MaxListed))
        {
            if (MemberOf(at, RowFields.Cost) is { } member)
            {
                problems.NoEffect(
                    member,
                    $"`cost` changes nothing: {ShownText.Quote(slugs[without].Value)} has none, so Auto compares prices. "
                        + "Give every candidate a `cost`, or remove this one."
                );
            }
        }
    }

    /// <summary>A classifier is sent the card instead of the model's name, so a card must say more than a name.</summary>
    private void CheckCards(ImmutableArray<int> candidates)
    {
        if (router.Classifier is null)
        {
            return;
        }

        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var reported = 0;
        foreach (var at in candidates)
        {
            if (flags[at].Card is not { } card || reported == ProblemList.MaxListed)
            {
                continue;
            }

            if (IsVague(card))
            {
                Report(at, "This card says too little for the classifier. Say what the model is strong and weak at, or remove the card.");
            }
            else if (!first.TryAdd(card, at))
            {
                var other = slugs[first[card]].Value;
                Report(at, $"The classifier cannot tell this card from that of {ShownText.Quote(other)}. Say what differs.");
            }
        }

        void Report(int at, string message)
        {
            reported++;
            if (MemberOf(at, RowFields.Card) is { } member)
            {
                problems.Hint(member.Value, CatalogProblemCode.VagueCard, message);
            }
        }
    }

    /// <summary>Whether a card says too little to tell one model from another.</summary>
    /// <param name="card">The card.</param>
    public static bool IsVague(string card) =>
        card.Where(char.IsLetter).Sum(letter => letter >= '\u2E80' ? LettersOfAWideOne : 1) < FewestLetters;

    /// <summary>Where a value of a row is written: in the candidate, which wins, or else in the row.</summary>
    private JsonMember? MemberOf(int at, Field field)
    {
        var slug = slugs[at].Value;
        var overriding = router.Candidates.FirstOrDefault(candidate =>
            candidate.Model.Name == slug || candidate.Model.Name == rows[at].Spec.Model
        );
        return MemberLookup.Of(overriding?.Node, CandidateFields.Table, field) ?? MemberLookup.Of(rows[at].Node, RowFields.Table, field);
    }
}
