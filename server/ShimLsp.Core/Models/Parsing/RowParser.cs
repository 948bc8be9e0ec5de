using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads one row of <c>models</c>. A faulty row never costs another one.</summary>
internal sealed class RowParser(ProblemList problems, TypoFinder typos)
{
    private static readonly string KnownProviders = $"Use one of {string.Join(", ", ModelProviderNames.All)}.";

    private readonly RowConsistency consistency = new(problems);
    private readonly AddressParser addresses = new(problems);
    private readonly CredentialParser credentials = new(problems);
    private readonly FieldReader rows = new(RowFields.Table, problems, typos);
    private readonly FieldReader prices = new(PricingFields.Table, problems, typos);

    /// <summary>The row; null if it lacks what it needs, which is reported.</summary>
    /// <param name="item">The row's value.</param>
    /// <param name="position">Where it starts.</param>
    public RowDraft? Parse(JsonSyntax item, TextPosition position)
    {
        switch (item)
        {
            case ObjectSyntax row:
                return Parse(rows.Read(row), position);
            case StringSyntax name when !string.IsNullOrWhiteSpace(name.Value):
                return LocalModel(name, name.Value.Trim(), position);
            case StringSyntax:
                problems.Error(
                    item,
                    CatalogProblemCode.MissingField,
                    "The row is an empty string and is left out. Write the name of a local Ollama model.",
                    inSchema: true
                );
                return null;
            default:
                problems.Error(
                    item,
                    CatalogProblemCode.WrongType,
                    "A row must be an object, or a string that names a local Ollama model; this one is left out.",
                    inSchema: true
                );
                return null;
        }
    }

    private static RowDraft LocalModel(JsonSyntax node, string name, TextPosition position) =>
        new()
        {
            Node = node,
            Flags = CandidateFlags.None,
            Spec = new ModelSpec
            {
                Slug = default,
                Model = name,
                Provider = ModelProvider.Ollama,
                BaseUrl = ModelProvider.Ollama.DefaultBaseUrl()!,
                DisplayName = name,
                Position = position,
            },
        };

    private RowDraft? Parse(FieldReader row, TextPosition position)
    {
        var model = row.RequiredText(RowFields.Model, "Give the provider's name for the model.");
        var provider = ReadProvider(row);
        // A row with an unreadable base URL is left out. The provider's default would be a host that the person did not write.
        if (!addresses.TryRead(row, provider, out var baseUrl) || model is null || provider is null)
        {
            return null;
        }

        var draft = new RowDraft
        {
            Node = row.Node,
            Slug = SlugAssignment.Read(row, RowFields.Slug, problems),
            SlugNode = row.Value(RowFields.Slug),
            Flags = CandidateFlags.Read(row, problems),
            MayBeCandidate = row.Flag(RowFields.Candidate) ?? true,
            Spec = new ModelSpec
            {
                Slug = default,
                Model = model,
                Provider = provider.Value,
                BaseUrl = baseUrl!,
                Wire = WireParser.Read(row, provider.Value, baseUrl!, problems),
                DisplayName = row.Text(RowFields.DisplayName) ?? model,
                Credential = credentials.Parse(row.MemberOf(RowFields.ApiKey), row.MemberOf(RowFields.ApiKeyEnv)),
                ContextWindow = row.Whole(RowFields.MaxContextLimit),
                MaxOutputTokens = row.Whole(RowFields.MaxOutputTokens),
                Pricing = ReadPricing(row),
                Strength = row.Number(RowFields.Strength),
                ExtraHeaders = HeaderParser.Parse(row.Object(RowFields.ExtraHeaders), problems),
                Omit = row.Words(RowFields.Omit),
                Position = position,
            },
        };
        consistency.Check(row, draft.Spec);
        return draft;
    }

    private ModelProvider? ReadProvider(FieldReader row)
    {
        // Older files state no provider beside an Ollama address.
        if (
            row.Value(RowFields.Provider) is null
            && row.Value(RowFields.BaseUrl) is StringSyntax { Value: var address }
            && addresses.IsOllamas(address)
        )
        {
            return ModelProvider.Ollama;
        }

        if (row.RequiredText(RowFields.Provider, KnownProviders) is not { } name)
        {
            return null;
        }

        var provider = ModelProviderNames.Parse(name);
        if (provider is null)
        {
            var near = NearestNames.Of(name, ModelProviderNames.All, 1);
            var hint = near.IsEmpty ? KnownProviders : $"Did you mean \"{near[0]}\"?";
            problems.Error(
                row.Value(RowFields.Provider)!,
                CatalogProblemCode.UnknownProvider,
                $"The provider {ShownText.Quote(name)} is not known, so the row is left out. {hint}",
                inSchema: true
            );
        }

        return provider;
    }

    private Pricing? ReadPricing(FieldReader row)
    {
        if (row.Object(RowFields.Pricing) is not { } node)
        {
            return null;
        }

        var pricing = prices.Read(node);
        var input = pricing.Number(PricingFields.Input);
        var cached = pricing.Number(PricingFields.CachedInput);
        var output = pricing.Number(PricingFields.Output);
        consistency.CheckPrice(pricing, PricingFields.Input, input);
        consistency.CheckPrice(pricing, PricingFields.CachedInput, cached);
        consistency.CheckPrice(pricing, PricingFields.Output, output);
        if (pricing.Value(PricingFields.Input) is null || pricing.Value(PricingFields.Output) is null)
        {
            problems.Warning(node, CatalogProblemCode.MissingField, "`pricing` needs both `input` and `output`; it is ignored.", true);
        }

        return input is null || output is null ? null : new Pricing(input.Value, cached, output.Value);
    }
}
