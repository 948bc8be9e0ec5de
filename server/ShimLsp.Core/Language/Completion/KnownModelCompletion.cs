using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Language.Completion;

/// <summary>
/// Names of models, with their limits and prices: those that the row's endpoint listed, if a person asked it, then those of the sample
/// catalog that the row's provider offers.
/// </summary>
internal static class KnownModelCompletion
{
    /// <summary>The most of a list that are proposed. Of a longer one an editor asks again when more of the name is typed.</summary>
    public const int MostListed = 500;

    public static IEnumerable<CompletionEntry> Of(CatalogDocument document, SyntaxPlace place, CompletionTarget target, CatalogFacts facts)
    {
        var endpoint = facts.Lists.IsEmpty ? null : RowEndpoint.Of(document, place.Row);
        var list = endpoint is null ? null : facts.Lists.FirstOrDefault(list => list.Endpoint.IsSame(endpoint));
        var listed = list?.Models.ToDictionary(model => model.Model, StringComparer.Ordinal);
        var known = OfSample(place, facts).Where(model => listed?.ContainsKey(model.Model) != true);
        return (list is null ? [] : Listed(list, place, target)).Concat(
            known.Select(
                (model, rank) =>
                    target.Text(model.Model, CompletionKind.Model) with
                    {
                        Detail = ModelWords.Summary(model),
                        Documentation = facts.KnownAsOf is { } date ? $"Names, limits and prices as of {date}." : null,
                        Rank = MostListed + rank,
                    }
            )
        );
    }

    private static IEnumerable<CompletionEntry> Listed(EndpointList list, SyntaxPlace place, CompletionTarget target)
    {
        var fitting = list.Models.Where(model => model.Model.Contains(place.Prefix, StringComparison.OrdinalIgnoreCase));
        var isLong = list.Models.Length > MostListed;
        return (isLong ? fitting : list.Models)
            .Take(MostListed)
            .Select(
                (model, rank) =>
                    target.Text(model.Model, CompletionKind.Model) with
                    {
                        Detail = Detail(model, list.Source),
                        Rank = rank,
                        IsOfLongList = isLong,
                    }
            );
    }

    // The name alone is the label already.
    private static string Detail(ModelSpec model, string source) =>
        ModelWords.Summary(model) is var summary && summary == model.Model ? source : $"{summary}, {source}";

    private static IEnumerable<ModelSpec> OfSample(SyntaxPlace place, CatalogFacts facts)
    {
        var provider = RowIndexing.Text(place.Row, RowFields.Provider) is { } name ? ModelProviderNames.Parse(name) : null;
        return (facts.KnownModels?.Value ?? []).Where(model => provider is null || model.Provider == provider);
    }
}
