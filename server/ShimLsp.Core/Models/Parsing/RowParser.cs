using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads one row of <c>models</c>. A faulty row never costs another one.</summary>
internal sealed class RowParser(ProblemList problems, TypoFinder typos)
{
    private static readonly string KnownProviders = $"Use one of {string.Join(", ", ModelProviderNames.All)}.";

    private readonly RowConsistency consistency = new(problems);

    // Most rows of one provider share their URL.
    private readonly Dictionary<string, Uri?> baseUrls = new(StringComparer.Ordinal);

    /// <summary>The row; null if it lacks what it needs, which is reported.</summary>
    /// <param name="item">The row's value.</param>
    /// <param name="position">Where it starts.</param>
    public RowDraft? Parse(JsonSyntax item, TextPosition position)
    {
        switch (item)
        {
            case ObjectSyntax row:
                return Parse(new FieldReader(row, RowFields.Table, problems, typos), position);
            case StringSyntax name when !string.IsNullOrWhiteSpace(name.Value):
                return LocalModel(name, name.Value.Trim(), position);
            case StringSyntax:
                problems.Error(
                    item,
                    CatalogProblemCode.MissingField,
                    "The row is an empty string and is left out. Write the name of a local Ollama model."
                );
                return null;
            default:
                problems.Error(
                    item,
                    CatalogProblemCode.WrongType,
                    "A row must be an object, or a string that names a local Ollama model; this one is left out."
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
        if (!TryReadBaseUrl(row, provider, out var baseUrl) || model is null || provider is null)
        {
            return null;
        }

        var draft = new RowDraft
        {
            Node = row.Node,
            Slug = SlugAssignment.Read(row, RowFields.Slug, problems),
            SlugNode = row.Value(RowFields.Slug),
            Flags = CandidateFlags.Read(row, problems),
            Spec = new ModelSpec
            {
                Slug = default,
                Model = model,
                Provider = provider.Value,
                BaseUrl = baseUrl!,
                DisplayName = row.Text(RowFields.DisplayName) ?? model,
                Credential = CredentialParser.Parse(row.Value(RowFields.ApiKey), problems),
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
            && row.Value(RowFields.BaseUrl) is StringSyntax { Value: var url }
            && LooksLikeOllama(url)
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
                $"The provider {ShownText.Quote(name)} is not known, so the row is left out. {hint}"
            );
        }

        return provider;
    }

    private static bool LooksLikeOllama(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Port == 11434 || parsed.Host.Contains("ollama", StringComparison.OrdinalIgnoreCase));

    private bool TryReadBaseUrl(FieldReader row, ModelProvider? provider, out Uri? baseUrl)
    {
        if (row.Value(RowFields.BaseUrl) is null || IsBlank(row.Value(RowFields.BaseUrl)))
        {
            if (StrayAddress.In(row.Node) is { } stray)
            {
                baseUrl = null;
                problems.Add(
                    stray.NameStart,
                    ProblemSeverity.Error,
                    CatalogProblemCode.InvalidBaseUrl,
                    $"{ShownText.Quote(stray.Name)} seems to hold the model's address, so the row is left out. Write it as `base_url`."
                );
                return false;
            }

            baseUrl = provider?.DefaultBaseUrl();
            if (baseUrl is null && provider is not null)
            {
                row.RequiredText(
                    RowFields.BaseUrl,
                    $"The provider \"{provider.Value.ToWireName()}\" has no default URL. Give the endpoint's URL."
                );
            }

            return baseUrl is not null;
        }

        var written = row.Text(RowFields.BaseUrl, ProblemSeverity.Error);
        baseUrl = written is not null && !HoldsReference(written) ? HttpUrl(written) : null;
        baseUrl = provider is ModelProvider.Ollama && baseUrl is not null ? WithOllamaPath(baseUrl) : baseUrl;
        if (baseUrl is null && row.Value(RowFields.BaseUrl) is StringSyntax at)
        {
            // The URL is not quoted, because it may contain user info.
            problems.Error(
                at,
                CatalogProblemCode.InvalidBaseUrl,
                written is not null && HoldsReference(written)
                    ? "`base_url` contains a reference, and none is replaced there, so the row is left out. Write the address itself."
                    : "`base_url` must be an absolute URL that starts with http:// or https://, so the row is left out."
            );
        }

        return baseUrl is not null;
    }

    private static bool HoldsReference(string address) =>
        address.Contains(ReferenceText.Start, StringComparison.Ordinal)
        || address.Contains("{env:", StringComparison.Ordinal)
        || address.Contains("{{", StringComparison.Ordinal);

    private static bool IsBlank(JsonSyntax? value) => value is StringSyntax text && string.IsNullOrWhiteSpace(text.Value);

    /// <summary>Ollama speaks chat completions under <c>/v1</c>. Most tools want its bare address, or its own API's.</summary>
    private static Uri WithOllamaPath(Uri address) =>
        address.AbsolutePath.TrimEnd('/') is "" or "/api" or "/api/chat" or "/api/generate"
            ? new UriBuilder(address) { Path = "/v1" }.Uri
            : address;

    private Uri? HttpUrl(string text)
    {
        if (!baseUrls.TryGetValue(text, out var url))
        {
            url =
                Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var parsed)
                && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
                    ? parsed
                    : null;
            baseUrls.Add(text, url);
        }

        return url;
    }

    private Pricing? ReadPricing(FieldReader row)
    {
        if (row.Object(RowFields.Pricing) is not { } node)
        {
            return null;
        }

        var pricing = new FieldReader(node, PricingFields.Table, problems, typos);
        var input = pricing.Number(PricingFields.Input);
        var cached = pricing.Number(PricingFields.CachedInput);
        var output = pricing.Number(PricingFields.Output);
        consistency.CheckPrices(
            pricing,
            field =>
                field == PricingFields.Input ? input
                : field == PricingFields.Output ? output
                : cached
        );
        if (pricing.Value(PricingFields.Input) is null || pricing.Value(PricingFields.Output) is null)
        {
            problems.Warning(node, CatalogProblemCode.MissingField, "`pricing` needs both `input` and `output`; it is ignored.");
        }

        return input is null || output is null ? null : new Pricing(input.Value, cached, output.Value);
    }
}
