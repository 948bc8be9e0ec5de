using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The text of a models.json.</summary>
internal sealed class CatalogTarget : IFuzzTarget
{
    private static readonly JsonDocumentOptions Jsonc = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <inheritdoc/>
    public string Name => "catalog";

    /// <inheritdoc/>
    public int Share => 16;

    /// <inheritdoc/>
    public Grammar Grammar { get; } = CatalogGrammar.Create();

    /// <inheritdoc/>
    public byte[] Generate(Random random)
    {
        if (random.Next(2) == 0)
        {
            return Encoding.UTF8.GetBytes(Grammar.Value(random, random.Next(10) == 0 ? "models" : "", depth: 5));
        }

        // Rows that are worth reading: a row without these two is left out before most of it is looked at.
        var rows = Enumerable
            .Range(0, random.Next(1, 5))
            .Select(_ => $$"""{"model":"m","provider":"ollama",{{Grammar.Value(random, "models[]", depth: 3).TrimStart('{')}}""");
        return Encoding.UTF8.GetBytes(
            $$"""{"models":[{{string.Join(',', rows)}}],"router":{{Grammar.Value(random, "router", depth: 4)}}}"""
        );
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        var parse = CatalogParser.Parse(input);
        CatalogOracle.CheckPlaces(input, parse);
        Must.EqualAll(Summary(parse), Summary(CatalogParser.Parse(input)), "a text is read the same each time");

        using var document = Document(input);
        Must.Equal(
            document is not null,
            parse.Catalog is not null,
            "what the platform reads as an array or an object is a catalog, and nothing else"
        );
        if (parse.Catalog is null)
        {
            Must.Hold(parse.Problems is [{ Severity: ProblemSeverity.Error }], "a text that is not a catalog has one problem, an error");
            return;
        }

        CatalogOracle.CheckValues(parse.Catalog);
        CheckPrefix(input);
        CheckRewritten(parse, document!.RootElement);
        CheckSecrets(document.RootElement);
    }

    /// <summary>A file of which an editor has written only the first part must never pass as a whole one.</summary>
    private static void CheckPrefix(ReadOnlySpan<byte> input)
    {
        var end = input.LastIndexOfAny((byte)'}', (byte)']');
        var start = input.IndexOfAny((byte)'{', (byte)'[');
        var root = JsonPlaces.Of(input.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? input[3..] : input);
        var rootEnd = root.Count == 0 ? end : Math.Min(end, root[^1].End.Value - 1);
        if (rootEnd > start)
        {
            var cut = start + (Hash(input) % (rootEnd - start));
            Must.Hold(CatalogParser.Parse(input[..cut]).Catalog is null, "a part of a catalog is no catalog", () => $"cut at {cut}");
        }
    }

    /// <summary>Comments, white space, escapes and trailing commas say nothing.</summary>
    private static void CheckRewritten(CatalogParse parse, JsonElement root)
    {
        var rewritten = CatalogParser.Parse(JsonRewrite.Of(root, static (_, text) => text));
        Must.EqualAll(Meaning(parse), Meaning(rewritten), "only the values of a text count");
    }

    /// <summary>Keys and the values of headers show nowhere, and change nothing but themselves.</summary>
    private static void CheckSecrets(JsonElement root)
    {
        var one = CatalogParser.Parse(JsonRewrite.Of(root, static (path, text) => CatalogOracle.IsSecret(path) ? "canary-one-7731" : text));
        var other = CatalogParser.Parse(
            JsonRewrite.Of(root, static (path, text) => CatalogOracle.IsSecret(path) ? "canary-two-7731" : text)
        );
        Must.EqualAll(Summary(one), Summary(other), "no message and no fingerprint contains a key or a header value");
        Must.Hold(
            !one.Problems.Any(problem => problem.ToString().Contains("canary-", StringComparison.Ordinal))
                && !one.Catalog!.Models.Any(model =>
                    $"{model} {model.Credential} {model.Credential.Name}".Contains("canary-", StringComparison.Ordinal)
                ),
            "a key and a header's value are never shown"
        );
    }

    /// <summary>All that a reader of a catalog gets to see, header values and literal keys apart.</summary>
    private static List<string> Summary(CatalogParse parse) =>
        [.. parse.Problems.Select(problem => problem.ToString()), .. parse.Catalog is { } catalog ? Values(catalog) : []];

    private static List<string> Meaning(CatalogParse parse) =>
        [.. parse.Problems.Select(problem => $"{problem.Code} {problem.Path} {problem.Message}"), .. Values(parse.Catalog!)];

    private static IEnumerable<string> Values(Catalog catalog) =>
        [
            Convert.ToHexString(catalog.Fingerprint),
            catalog.Router.ToString(),
            .. catalog.Models.Select(model =>
                $"{model.Slug} {model.DisplayName} {model.Credential.Kind} {model.Credential.Name} "
                + $"{string.Join(' ', model.ExtraHeaders.Keys)} {model.BaseUrl.AbsoluteUri}"
            ),
        ];

    /// <summary>.NET's own reading of the text; null if it is not JSON with comments, or contains neither a list nor an object.</summary>
    private static JsonDocument? Document(ReadOnlySpan<byte> input)
    {
        try
        {
            var document = JsonDocument.Parse(
                JsonComments.Blank(
                    Encoding.UTF8.GetBytes(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(input).TrimStart('\uFEFF'))
                ),
                Jsonc
            );
            JsonRewrite.Of(document.RootElement, static (_, text) => text); // reads every string: half of a surrogate pair is none
            return document.RootElement.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? document : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    // Not GetHashCode, which differs from start to start.
    private static int Hash(ReadOnlySpan<byte> input)
    {
        var hash = 2166136261;
        foreach (var value in input)
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return (int)(hash >> 1);
    }
}
