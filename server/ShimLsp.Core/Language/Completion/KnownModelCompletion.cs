using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Hover;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>Names of models, with their limits and prices: those of the sample catalog that the row's provider offers.</summary>
internal static class KnownModelCompletion
{
    public static IEnumerable<CompletionEntry> Of(SyntaxPlace place, CompletionTarget target, CatalogFacts facts)
    {
        var row = place.Row as ObjectSyntax;
        var provider = Text(row, RowFields.Provider) is { } name ? ModelProviderNames.Parse(name) : null;
        var known = facts.KnownModels?.Value ?? [];
        return known
            .Where(model => provider is null || model.Provider == provider)
            .Select(
                (model, rank) =>
                    target.Text(model.Model, CompletionKind.Model) with
                    {
                        Detail = ModelWords.Summary(model),
                        Documentation = facts.KnownAsOf is { } date ? $"Names, limits and prices as of {date}." : null,
                        Rank = rank,
                    }
            );
    }

    private static string? Text(ObjectSyntax? row, Field field) =>
        row is not null && RowIndexing.Value(row, field) is StringSyntax text ? text.Value.Trim() : null;
}
