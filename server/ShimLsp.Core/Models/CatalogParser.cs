using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Core.Models;

/// <summary>What a text says.</summary>
/// <param name="Catalog">The catalog; null where the text cannot be parsed.</param>
/// <param name="Problems">What is wrong in it.</param>
public sealed record CatalogParse(Catalog? Catalog, ImmutableArray<CatalogProblem> Problems);

/// <summary>TEMPORARY stand-in: the real parser is written on another branch.</summary>
public static class CatalogParser
{
    /// <summary>Parses a catalog.</summary>
    /// <param name="utf8">The file's bytes.</param>
    public static CatalogParse Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var models = document.RootElement.GetProperty("models").EnumerateArray().Select(Row);
            return new(new Catalog([.. models], new RouterSpec()), []);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(null, [new("invalidJson", ProblemSeverity.Error, "The text is no JSON catalog.") { Line = 0, Column = 0 }]);
        }
    }

    private static ModelSpec Row(JsonElement row)
    {
        var model = row.GetProperty("model").GetString()!;
        var key = Text(row, "api_key");
        return new ModelSpec
        {
            Slug = new(Text(row, "slug") ?? model),
            Model = model,
            DisplayName = model,
            Provider = Text(row, "provider") == "anthropic" ? ModelProvider.Anthropic : ModelProvider.GenericChatCompletionApi,
            BaseUrl = new Uri(Text(row, "base_url") ?? "https://api.example.com"),
            Credential = key switch
            {
                null => CredentialReference.None,
                _ when key.StartsWith("${env:", StringComparison.Ordinal) => CredentialReference.Env(key[6..^1]),
                _ when key.StartsWith("${file:", StringComparison.Ordinal) => CredentialReference.File(key[7..^1]),
                _ when key.StartsWith("${secret:", StringComparison.Ordinal) => CredentialReference.Secret(key[9..^1]),
                _ => CredentialReference.Literal(key),
            },
        };
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;
}
