using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>
/// Proposals for a models.json: what the file itself, the machine, the sample catalog and lists that a person asked for know. It never
/// asks the network.
/// </summary>
public static class CatalogCompletion
{
    /// <summary>The proposals at an offset, best first.</summary>
    /// <param name="document">The document, however half typed.</param>
    /// <param name="offset">The offset of the cursor.</param>
    /// <param name="facts">What is known beside the text.</param>
    /// <param name="withFields">Whether the names of fields are proposed: not if the editor does so by the schema.</param>
    public static ImmutableArray<CompletionEntry> At(CatalogDocument document, int offset, CatalogFacts facts, bool withFields)
    {
        var place = SyntaxPlace.At(document, offset);
        var target = new CompletionTarget(document, place);
        return place.Kind switch
        {
            PlaceKind.Value or PlaceKind.Items => [.. Values(document, place, target, facts).OrderBy(entry => entry.Rank)],
            PlaceKind.Name or PlaceKind.Members when withFields => FieldCompletion.Of(document, place),
            _ => [],
        };
    }

    private static IEnumerable<CompletionEntry> Values(
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts
    )
    {
        if (IsAlias(place))
        {
            return SlugCompletion.Of(document, place, target, facts, withAuto: true);
        }

        // In a list, the field is that of the list: only a candidate may be a text of its own.
        if (place.Kind is PlaceKind.Items || place.Path is [.., { Index: >= 0 }])
        {
            return ReferenceEquals(place.Field, RouterFields.Candidates)
                    ? SlugCompletion.Of(document, place, target, facts, withAuto: false)
                : place.Field?.Type is FieldType.Choices(var several) ? Words(several, target)
                : [];
        }

        return place.Field is { } field ? Values(field, document, place, target, facts)
            : IsHeader(place) ? CredentialCompletion.Within(document, place, target, facts)
            : [];
    }

    private static IEnumerable<CompletionEntry> Values(
        Field field,
        CatalogDocument document,
        SyntaxPlace place,
        CompletionTarget target,
        CatalogFacts facts
    ) =>
        field.Type switch
        {
            FieldType.ModelName => SlugCompletion.Of(document, place, target, facts, withAuto: false),
            FieldType.Choice(var words) => Words(words, target),
            FieldType.Flag when !target.IsQuoted =>
            [
                target.Bare("true", CompletionKind.Word),
                target.Bare("false", CompletionKind.Word) with
                {
                    Rank = 1,
                },
            ],
            _ when ReferenceEquals(field, RowFields.ApiKey) => CredentialCompletion.Whole(document, place, target, facts),
            _ when ReferenceEquals(field, RowFields.ApiKeyEnv) => CredentialCompletion.Names(document, place, target, facts),
            _ when ReferenceEquals(field, RowFields.BaseUrl) => EndpointCompletion.Of(document, place, target),
            _ when ReferenceEquals(field, RowFields.Model) => KnownModelCompletion.Of(document, place, target, facts),
            _ => [],
        };

    private static IEnumerable<CompletionEntry> Words(ImmutableArray<ChoiceWord> words, CompletionTarget target) =>
        words.Select((word, rank) => target.Text(word.Name, CompletionKind.Word) with { Documentation = word.Meaning, Rank = rank });

    /// <summary>Whether the value of one of the gateway's aliases is here, or an item of one.</summary>
    private static bool IsAlias(SyntaxPlace place) =>
        place.Gateway is not null && place.Path is [_, { Name: { } name }, _, ..] && RowIndexing.RankOf(GatewayFields.Aliases, name) >= 0;

    private static bool IsHeader(SyntaxPlace place) =>
        place.Row is not null
        && place.Node is StringSyntax
        && place.Path is [.., { Name: { } name }, { Name: not null }]
        && RowIndexing.RankOf(RowFields.ExtraHeaders, name) >= 0;
}
