using System.Collections.Immutable;
using System.Globalization;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Hover;

/// <summary>What an editor shows over a piece of the text.</summary>
/// <param name="Span">The piece.</param>
/// <param name="Lines">The lines, in Markdown. Never empty; never a key.</param>
public sealed record HoverText(TextSpan Span, ImmutableArray<string> Lines);

/// <summary>Tells what is behind a value: a key's state, a model's, a price in money. The schema tells what a field is.</summary>
public static class CatalogHover
{
    private const double Million = 1_000_000;
    private const int ExampleTokens = 10_000;

    /// <summary>What there is to say of an offset; null for nothing.</summary>
    /// <param name="document">The document.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="facts">What is known beside the text.</param>
    /// <param name="withFields">Whether the names of fields are explained: not if the editor does so by the schema.</param>
    public static HoverText? At(CatalogDocument document, int offset, CatalogFacts facts, bool withFields)
    {
        var place = SyntaxPlace.At(document, offset);
        var (span, lines) = place.Kind switch
        {
            PlaceKind.Name when withFields && place.Field is { } field => (place.Token, FieldWords.Of(field)),
            PlaceKind.Value => Value(document, place, facts),
            _ => (place.Token, []),
        };
        ImmutableArray<string> said = [.. lines];
        return said.IsEmpty ? null : new(span, said);
    }

    private static (TextSpan Span, IEnumerable<string> Lines) Value(CatalogDocument document, SyntaxPlace place, CatalogFacts facts)
    {
        var index = document.Index;
        if (index.Credentials.FirstOrDefault(key => key.Span.Start <= place.Offset && place.Offset <= key.Span.End) is { } credential)
        {
            return (credential.Span, [KeyState(credential.Reference, facts)]);
        }

        if (index.References.FirstOrDefault(reference => ReferenceEquals(reference.Node, place.Node)) is { } reference)
        {
            return (
                place.Token,
                reference.Row is { } named ? ModelWords.Of(named, facts)
                : reference.Name == index.Auto ? ["Auto: each task goes to the cheapest model that is good enough."]
                : []
            );
        }

        return (place.Token, index.RowAt(place.Offset) is { } row ? OfRow(place, row, facts) : []);
    }

    private static IEnumerable<string> OfRow(SyntaxPlace place, IndexedRow row, CatalogFacts facts)
    {
        if (ReferenceEquals(place.Fields, PricingFields.Table))
        {
            return place.Field is { } part && place.Node is NumberSyntax price ? Price(part, price.Value) : [];
        }

        if (
            ReferenceEquals(place.Node, row.Node)
            || ReferenceEquals(place.Field, RowFields.Slug)
            || ReferenceEquals(place.Field, RowFields.Model)
            || ReferenceEquals(place.Field, RowFields.DisplayName)
        )
        {
            return ModelWords.Of(row, facts);
        }

        if (ReferenceEquals(place.Field, RowFields.BaseUrl) && row.Model is { } model)
        {
            return [$"Requests go to `{model.BaseUrl.GetLeftPart(UriPartial.Authority)}`.", .. ModelWords.Of(row, facts)];
        }

        return
            ReferenceEquals(place.Field, RowFields.Strength)
            && facts.IsInForce == true
            && facts.Models.GetValueOrDefault(row.Slug) is { } known
            && ModelWords.Strength(known) is { } strength
            ? [strength]
            : [];
    }

    private static string KeyState(CredentialReference reference, CatalogFacts facts)
    {
        if (reference.Kind is CredentialKind.Literal)
        {
            return "A plain-text key. Everyone who can read this file can use it: write `${env:NAME}` instead.";
        }

        var name = reference.Name!.Replace('`', '\'');
        var fact = facts.Credentials.GetValueOrDefault(reference.ToString());
        var names = reference.Kind switch
        {
            CredentialKind.Env => facts.Variables,
            CredentialKind.Secret => facts.Secrets,
            _ => null,
        };
        var isSet = fact?.IsResolved ?? names?.Contains(reference.Name);
        return (reference.Kind, isSet) switch
        {
            (_, false) when fact?.Reason is { } reason => reason,
            (CredentialKind.Env, true) => $"`{name}` is set.",
            (CredentialKind.Env, false) => $"`{name}` is not set. Set it before the editor starts, or enter the key in the editor.",
            (CredentialKind.File, true) => $"The file `{name}` has a key.",
            (CredentialKind.Secret, true) => $"The secret `{name}` is given.",
            (CredentialKind.Secret, false) => $"The secret `{name}` is not given. Enter it in the editor.",
            (CredentialKind.File, _) => $"The key is read from the file `{name}`.",
            _ => $"The key comes from `{name}`.",
        };
    }

    /// <summary>A price as an amount that a person pays. The field's unit is US dollars per million tokens.</summary>
    private static IEnumerable<string> Price(Field part, double price)
    {
        if (!double.IsFinite(price) || price < 0)
        {
            return [];
        }

        var tokens =
            ReferenceEquals(part, PricingFields.Output) ? "output tokens"
            : ReferenceEquals(part, PricingFields.Input) ? "input tokens"
            : "input tokens from the provider's cache";
        var example = ModelWords.Dollars(Pricing.Rounded(price * ExampleTokens / Million));
        return
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ModelWords.Dollars(price)} for a million {tokens}; {ExampleTokens:N0} of them cost {example}."
            ),
        ];
    }
}
