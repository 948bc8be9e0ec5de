using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>The quick fixes of a catalog's problems: pure functions of the text and what is known beside it.</summary>
public static class CatalogFixes
{
    private static readonly FrozenDictionary<string, Func<FixSite, IEnumerable<CatalogFix>>> ByCode = new Dictionary<
        string,
        Func<FixSite, IEnumerable<CatalogFix>>
    >
    {
        [CatalogProblemCode.InvalidJson] = SyntaxFixes.Of,
        [CatalogProblemCode.WrongType] = ValueFixes.WrongType,
        [CatalogProblemCode.OutOfRange] = ValueFixes.OutOfRange,
        [CatalogProblemCode.UnknownValue] = ValueFixes.UnknownValue,
        [CatalogProblemCode.NumberAsString] = ValueFixes.NumberAsString,
        [CatalogProblemCode.MissingField] = MissingFieldFixes.Of,
        [CatalogProblemCode.UnknownField] = FieldNameFixes.Unknown,
        [CatalogProblemCode.UnreadField] = FieldNameFixes.Unread,
        [CatalogProblemCode.DuplicateProperty] = SpareFieldFixes.Duplicate,
        [CatalogProblemCode.ConflictingAliases] = SpareFieldFixes.Conflicting,
        [CatalogProblemCode.NoEffect] = SpareFieldFixes.NoEffect,
        [CatalogProblemCode.UnknownProvider] = ProviderFixes.Unknown,
        [CatalogProblemCode.WrongProvider] = ProviderFixes.Wrong,
        [CatalogProblemCode.WrongWire] = ProviderFixes.WrongWire,
        [CatalogProblemCode.InvalidBaseUrl] = AddressFixes.Invalid,
        [CatalogProblemCode.EndpointInBaseUrl] = AddressFixes.EndpointInside,
        [CatalogProblemCode.IncompleteBaseUrl] = AddressFixes.Incomplete,
        [CatalogProblemCode.UnencryptedEndpoint] = AddressFixes.Unencrypted,
        [CatalogProblemCode.InvalidHeader] = HeaderFixes.Invalid,
        [CatalogProblemCode.LiteralHeader] = HeaderFixes.Literal,
        [CatalogProblemCode.LiteralCredential] = KeyFixes.Literal,
        [CatalogProblemCode.InvalidCredential] = KeyFixes.Foreign,
        [CatalogProblemCode.UnresolvedCredential] = KeyFixes.Unresolved,
        [CatalogProblemCode.InvalidSlug] = SlugFixes.Invalid,
        [CatalogProblemCode.DuplicateSlug] = SlugFixes.Duplicate,
        [CatalogProblemCode.UnknownModel] = SlugFixes.Unknown,
        [CatalogProblemCode.DuplicateCandidate] = CandidateFixes.Duplicate,
        [CatalogProblemCode.DefaultNotCandidate] = CandidateFixes.DefaultOutside,
        [CatalogProblemCode.NoCandidates] = CandidateFixes.None,
        [CatalogProblemCode.VagueCard] = CandidateFixes.VagueCard,
        [CatalogProblemCode.NoCostBasis] = NumberFixes.NoCostBasis,
        [CatalogProblemCode.OutputAboveContext] = NumberFixes.OutputAboveContext,
        [CatalogProblemCode.PricePerToken] = NumberFixes.PricePerToken,
        [CatalogProblemCode.DailyAboveMonthly] = BudgetFixes.DailyAboveMonthly,
        [CatalogProblemCode.BudgetWithoutPrices] = BudgetFixes.WithoutPrices,
        [CatalogProblemCode.ThresholdTooHigh] = NumberFixes.Threshold,
        [CatalogProblemCode.ThresholdTooLow] = NumberFixes.Threshold,
        [CatalogProblemCode.UntrustedWorkspace] = TrustFixes.Of,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The codes of the problems that can have a fix.</summary>
    public static ImmutableArray<string> Codes => ByCode.Keys;

    /// <summary>The fixes of a problem, the likeliest first; none if none is certain to solve it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What the server knows beside it.</param>
    /// <param name="problem">One of the document's problems.</param>
    /// <param name="abilities">What the editor can do.</param>
    public static ImmutableArray<CatalogFix> Of(
        CatalogDocument document,
        CatalogFacts facts,
        CatalogProblem problem,
        FixAbilities abilities
    ) =>
        problem.Span is not null && ByCode.TryGetValue(problem.Code, out var find)
            ? [.. find(new(document, facts, problem, abilities))]
            : [];

    /// <summary>
    /// Every safe fix of a document whose edits do not touch those of another one. What is left has its turn when it is asked again.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="facts">What the server knows beside it.</param>
    /// <param name="problems">The document's problems.</param>
    public static ImmutableArray<CatalogFix> Safe(CatalogDocument document, CatalogFacts facts, IEnumerable<CatalogProblem> problems)
    {
        var taken = new List<TextSpan>();
        var safe = ImmutableArray.CreateBuilder<CatalogFix>();
        foreach (var problem in problems)
        {
            var fix = Of(document, facts, problem, new()).FirstOrDefault(fix => fix.IsSafe);
            if (fix is not null && !fix.Edits.Any(edit => taken.Any(other => Touches(edit.Span, other))))
            {
                taken.AddRange(fix.Edits.Select(edit => edit.Span));
                safe.Add(fix);
            }
        }

        return safe.ToImmutable();
    }

    private static bool Touches(TextSpan one, TextSpan other) => one.Start <= other.End && other.Start <= one.End;
}
