using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Makes a catalog from rows and router: gives unique slugs, looks up references, applies what candidates override, and puts costs into one
/// unit.
/// </summary>
internal sealed class CatalogResolver(ProblemList problems, TypoFinder typos)
{
    public Catalog Resolve(
        ImmutableArray<RowDraft> rows,
        RouterDraft router,
        GatewayDraft gateway,
        BudgetSpec budget,
        JsonSyntax modelsNode
    )
    {
        var (slugs, auto) = new SlugAssignment(problems).Assign(rows, router);
        var names = new ModelNames(rows, slugs);
        var candidates = Candidates(rows, router, names, slugs);
        ImmutableArray<CandidateFlags> flags =
        [
            .. rows.Select((row, at) => (candidates?.GetValueOrDefault(at) ?? CandidateFlags.None).Over(row.Flags)),
        ];
        bool IsCandidate(int at) => rows[at].MayBeCandidate && candidates?.ContainsKey(at) != false;
        var costs = Costs(rows, flags, slugs, IsCandidate, router.CandidatesNode ?? modelsNode);
        new CandidateChecks(problems, rows, flags, slugs, router).Check(IsCandidate, candidates is { Count: 0 }, modelsNode);
        return new Catalog(
            [
                .. rows.Select(
                    (row, at) =>
                        row.Spec with
                        {
                            Slug = slugs[at],
                            Card = flags[at].Card,
                            SupportsImages = flags[at].Images ?? false,
                            SupportsTools = flags[at].Tools ?? true,
                            Cost = costs[at],
                            IsCandidate = IsCandidate(at),
                        }
                ),
            ],
            router.Spec with
            {
                Slug = auto,
                Classifier = Find(router.Classifier, "`classifier`", "The embedded scorer is used.", names, slugs),
                Default = Default(router, names, slugs, candidates, IsCandidate),
            },
            gateway.Aliases is { } aliases
                ? gateway.Spec with
                {
                    Aliases = [.. aliases.Select(alias => Alias(alias, names, slugs, auto)).OfType<GatewayAlias>()],
                }
                : gateway.Spec,
            budget
        );
    }

    /// <summary>An alias with its models looked up; null if none of them exists.</summary>
    private GatewayAlias? Alias(AliasDraft alias, ModelNames names, ImmutableArray<ModelSlug> slugs, ModelSlug auto)
    {
        if (alias.Models is [{ Name: var only }] && names.Find(only) is null && (only == auto.Value || only == RouterSpec.Auto))
        {
            return new(alias.Pattern, []);
        }

        ImmutableArray<ModelSlug> found =
        [
            .. alias
                .Models.Select(model => Find(model, $"The alias {ShownText.Quote(alias.Pattern)}", "It is left out.", names, slugs))
                .OfType<ModelSlug>()
                .Distinct(),
        ];
        return found.IsEmpty ? null : new(alias.Pattern, found);
    }

    /// <summary>What each candidate overrides, by row; null if every model is a candidate.</summary>
    private Dictionary<int, CandidateFlags>? Candidates(
        ImmutableArray<RowDraft> rows,
        RouterDraft router,
        ModelNames names,
        ImmutableArray<ModelSlug> slugs
    )
    {
        if (router.CandidatesNode is null)
        {
            return null;
        }

        var found = new Dictionary<int, CandidateFlags>();
        var first = new Dictionary<int, JsonSyntax>();
        foreach (var (model, flags) in router.Candidates)
        {
            if (names.Find(model.Name) is not { } at)
            {
                problems.Error(
                    model.Node,
                    CatalogProblemCode.UnknownModel,
                    $"No model has the slug {ShownText.Quote(model.Name)}, so this candidate is left out.{NearModels(model.Name, slugs)}"
                );
            }
            else if (found.TryAdd(at, flags))
            {
                first.Add(at, model.Node);
                if (!rows[at].MayBeCandidate)
                {
                    problems.Hint(
                        model.Node,
                        CatalogProblemCode.NoEffect,
                        $"The row of {ShownText.Quote(slugs[at].Value)} says `candidate: false`, so Auto never uses it. Remove one of them."
                    );
                }
            }
            else
            {
                problems.Warning(
                    model.Node,
                    CatalogProblemCode.DuplicateCandidate,
                    $"{ShownText.Quote(slugs[at].Value)} is a duplicate candidate; the first one is used. Remove this one.",
                    related: (first[at], "The first one.")
                );
            }
        }

        return found;
    }

    private ModelSlug? Default(
        RouterDraft router,
        ModelNames names,
        ImmutableArray<ModelSlug> slugs,
        Dictionary<int, CandidateFlags>? candidates,
        Func<int, bool> isCandidate
    )
    {
        var found = Find(router.Default, "`default`", "It is ignored.", names, slugs);
        if (
            router is { Default: { } reference, Spec.Enabled: true }
            && found is { } slug
            && slugs.IndexOf(slug) is var at
            && !isCandidate(at)
        )
        {
            var why =
                candidates?.ContainsKey(at) == false
                    ? "which is not in `candidates`, so Auto never uses it. Add it there"
                    : "whose row says `candidate: false`, so Auto never uses it. Remove that";
            problems.Warning(
                reference.Node,
                CatalogProblemCode.DefaultNotCandidate,
                $"`default` names {ShownText.Quote(slug.Value)}, {why}, or name a candidate."
            );
        }

        return found;
    }

    private ModelSlug? Find(ModelReference? reference, string namer, string outcome, ModelNames names, ImmutableArray<ModelSlug> slugs)
    {
        if (reference is null)
        {
            return null;
        }

        if (names.Find(reference.Name) is { } at)
        {
            return slugs[at];
        }

        problems.Warning(
            reference.Node,
            CatalogProblemCode.UnknownModel,
            $"{namer} names {ShownText.Quote(reference.Name)}, and no model has that slug. {outcome}{NearModels(reference.Name, slugs)}"
        );
        return null;
    }

    private string NearModels(string name, ImmutableArray<ModelSlug> slugs) => typos.NearModels(name, slugs.Select(slug => slug.Value));

    /// <summary>
    /// One unit for all: the relative cost if every candidate has one, else the price if every candidate has one, else 1. A model that is
    /// not a candidate and has no figure in that unit gets 1, because nothing orders it.
    /// </summary>
    private ImmutableArray<double> Costs(
        ImmutableArray<RowDraft> rows,
        ImmutableArray<CandidateFlags> flags,
        ImmutableArray<ModelSlug> slugs,
        Func<int, bool> isCandidate,
        JsonSyntax place
    )
    {
        var candidates = Enumerable.Range(0, rows.Length).Where(isCandidate).ToImmutableArray();
        if (candidates.All(at => flags[at].Cost is not null))
        {
            return [.. flags.Select(flag => flag.Cost ?? 1)];
        }

        if (candidates.All(at => rows[at].Spec.Pricing is not null))
        {
            return [.. rows.Select(row => row.Spec.Pricing?.InputPlusOutput ?? 1)];
        }

        if (candidates.Length > 1)
        {
            var meansCost = candidates.Any(at => flags[at].Cost is not null);
            var without = candidates.First(at => meansCost ? flags[at].Cost is null : rows[at].Spec.Pricing is null);
            problems.Info(
                place,
                CatalogProblemCode.NoCostBasis,
                "Auto treats every candidate as equally expensive. Give each of them a `cost`, or each of them `pricing`; "
                    + $"{ShownText.Quote(slugs[without].Value)} lacks it."
            );
        }

        return [.. rows.Select(_ => 1d)];
    }
}
