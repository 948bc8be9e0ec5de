using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads <c>base_url</c>. No message here ever quotes it, because it may contain user info.</summary>
internal sealed class AddressParser(ProblemList problems)
{
    private const int OllamaPort = 11434;

    // Most rows of one provider share their URL.
    private readonly Dictionary<string, Uri?> urls = new(StringComparer.Ordinal);

    /// <summary>Whether an address seems to be Ollama's, so that its row needs no provider.</summary>
    /// <param name="text">The address as written.</param>
    public bool IsOllamas(string text) =>
        Url(text.Trim()) is { } url && (url.Port == OllamaPort || url.Host.Contains("ollama", StringComparison.OrdinalIgnoreCase));

    /// <summary>The row's address, or its provider's own; false, and reported, if there is none that can be read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="provider">Its provider; null if that is not known, which is reported already.</param>
    /// <param name="address">The address.</param>
    public bool TryRead(FieldReader row, ModelProvider? provider, out Uri? address)
    {
        address = row.Value(RowFields.BaseUrl) is { } value && !IsBlank(value) ? Written(row, value, provider) : Default(row, provider);
        return address is not null;
    }

    private Uri? Default(FieldReader row, ModelProvider? provider)
    {
        if (StrayAddress.In(row.Node) is { } stray)
        {
            problems.Add(
                stray.NameStart,
                ProblemSeverity.Error,
                CatalogProblemCode.InvalidBaseUrl,
                $"{ShownText.Quote(stray.Name)} seems to hold the model's address, so the row is left out. Write it as `base_url`.",
                // There the schema misses the address.
                inSchema: provider is { } known && known.DefaultBaseUrl() is null && !row.Has(RowFields.BaseUrl)
            );
            return null;
        }

        var address = provider?.DefaultBaseUrl();
        if (address is null && provider is not null)
        {
            row.RequiredText(
                RowFields.BaseUrl,
                $"The provider \"{provider.Value.ToWireName()}\" has no default URL. Give the endpoint's URL."
            );
        }

        return address;
    }

    private Uri? Written(FieldReader row, JsonSyntax value, ModelProvider? provider)
    {
        if (row.Text(RowFields.BaseUrl, ProblemSeverity.Error) is not { } text)
        {
            return null;
        }

        if (HoldsReference(text))
        {
            return Refuse("`base_url` contains a reference, and none is replaced there, so the row is left out. Write the address itself.");
        }

        if (Url(text) is not { } url)
        {
            return Refuse("`base_url` must be an absolute URL that starts with http:// or https://, so the row is left out.");
        }

        if (!text.Contains("://", StringComparison.Ordinal))
        {
            problems.Warning(
                value,
                CatalogProblemCode.InvalidBaseUrl,
                "`base_url` lacks its scheme. Write http:// in front of it.",
                inSchema: true
            );
        }

        return SpeaksAsOllama(url, provider) ? WithOllamaPath(url) : url;

        Uri? Refuse(string message)
        {
            // The schema asks for the scheme alone.
            problems.Error(value, CatalogProblemCode.InvalidBaseUrl, message, inSchema: !HasScheme(text));
            return null;
        }
    }

    private static bool HasScheme(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsBlank(JsonSyntax value) => value is StringSyntax text && string.IsNullOrWhiteSpace(text.Value);

    private static bool HoldsReference(string address) =>
        address.Contains(ReferenceText.Start, StringComparison.Ordinal)
        || address.Contains("{env:", StringComparison.Ordinal)
        || address.Contains("{{", StringComparison.Ordinal);

    private static bool SpeaksAsOllama(Uri address, ModelProvider? provider) =>
        provider is ModelProvider.Ollama || (provider is not ModelProvider.Anthropic && address.Port == OllamaPort);

    /// <summary>Ollama speaks chat completions under <c>/v1</c>. Most tools want its bare address, or its own API's.</summary>
    private static Uri WithOllamaPath(Uri address) =>
        address.AbsolutePath.TrimEnd('/') is "" or "/api" or "/api/chat" or "/api/generate"
            ? new UriBuilder(address) { Path = "/v1" }.Uri
            : address;

    private Uri? Url(string text)
    {
        if (!urls.TryGetValue(text, out var url))
        {
            url = Http(text.TrimEnd('/')) ?? OfThisMachine(text.TrimEnd('/'));
            urls.Add(text, url);
        }

        return url;
    }

    private static Uri? Http(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;

    /// <summary>
    /// <c>localhost:11434</c>, as many tools take it. Only this machine goes without a scheme: for others it would be a guess whether the
    /// key is encrypted.
    /// </summary>
    private static Uri? OfThisMachine(string text) =>
        !text.Contains("://", StringComparison.Ordinal) && Http($"http://{text}") is { } url && LocalAddress.IsOfThisMachine(url)
            ? url
            : null;
}
