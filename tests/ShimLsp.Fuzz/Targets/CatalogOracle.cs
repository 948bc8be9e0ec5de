using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Fuzz.Engine;

namespace ShimLsp.Fuzz.Targets;

/// <summary>What holds of everything that a catalog's text can yield.</summary>
internal static class CatalogOracle
{
    /// <summary>A hundred, and one that says how many more there are.</summary>
    private const int MostProblems = 101;

    /// <summary>Whether the string at that path of a models.json is a key, or the value of a header.</summary>
    public static bool IsSecret(string path) =>
        path.EndsWith("/api_key", StringComparison.Ordinal)
        || path.EndsWith("/apiKey", StringComparison.Ordinal)
        || path.EndsWith("/bearerToken", StringComparison.Ordinal)
        || path.EndsWith("/bearer_token", StringComparison.Ordinal)
        || path.Contains("/extra_headers/", StringComparison.Ordinal)
        || path.Contains("/extraHeaders/", StringComparison.Ordinal);

    /// <summary>Every problem has its place inside the text.</summary>
    public static void CheckPlaces(ReadOnlySpan<byte> input, CatalogParse parse)
    {
        var text = Encoding.UTF8.GetString(input);
        var lines = (text.StartsWith('\uFEFF') ? text[1..] : text).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        var before = (Line: 0, Column: 0);
        Must.Hold(parse.Problems.Length <= MostProblems, "problems are few, however much is wrong", () => $"{parse.Problems.Length}");
        foreach (var problem in parse.Problems)
        {
            Must.Hold(problem.Message.EndsWith('.') || problem.Message.EndsWith('?'), "a problem is a sentence", () => problem.Message);
            if (problem.Code == CatalogProblemCode.MoreProblems)
            {
                continue;
            }

            var place = (Line: problem.Line ?? -1, Column: problem.Column ?? -1);
            Must.Hold(
                place.Line >= 0 && place.Line < lines.Length && place.Column >= 0 && place.Column <= lines[place.Line].Length,
                "a problem has its place inside the text",
                () => problem.ToString()
            );
            Must.Hold(place.CompareTo(before) >= 0, "problems come in the text's order", () => problem.ToString());
            before = place;
        }
    }

    /// <summary>Every value is one that the rest of the server can work with.</summary>
    public static void CheckValues(Catalog catalog)
    {
        var slugs = catalog.Models.Select(model => model.Slug.Value).Append(catalog.Router.Slug.Value).ToList();
        Must.Hold(slugs.Distinct(StringComparer.Ordinal).Count() == slugs.Count, "slugs are unique, Auto's too");
        Must.Hold(
            slugs.All(slug => slug.Length > 0 && !slug.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))),
            "slugs are legal"
        );
        foreach (var model in catalog.Models)
        {
            Must.Hold(double.IsFinite(model.Cost) && model.Cost >= 0, "costs are finite", () => $"{model.Cost}");
            Must.Hold(
                model.Pricing is not { } prices || (IsPrice(prices.Input) && IsPrice(prices.Output) && IsPrice(prices.CachedInput ?? 0)),
                "prices are finite"
            );
            Must.Hold(model.Strength is null or (>= 0 and <= 1), "strengths are fractions");
            Must.Hold(model.ContextWindow is null or >= 1 && model.MaxOutputTokens is null or >= 1, "limits are positive");
            Must.Hold(model.BaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "endpoints are absolute");
            Must.Hold(model.Model.Trim().Length > 0 && model.DisplayName.Trim().Length > 0, "names are not empty");
            Must.Hold(
                model.ExtraHeaders.All(header => header.Key.Length > 0 && header.Value.Expand(_ => "")?.Any(char.IsControl) != true),
                "headers can be sent"
            );
            Must.Hold(model.Credential.RevealLiteral()?.Any(char.IsControl) != true, "a literal key can be sent");
        }

        var router = catalog.Router;
        Must.Hold(router.Threshold is >= 0 and <= 1, "the threshold is a fraction");
        Must.Hold(router.CacheCapacity is >= 1 and <= RouterSpec.MaxCacheCapacity, "the capacity is in its range");
        Must.Hold(router.Timeout > TimeSpan.Zero && router.Timeout <= TimeSpan.FromDays(1), "the time limit is in its range");
        Must.Hold(
            router.CacheTtl is not { } life || life > TimeSpan.Zero,
            "a cached decision lives for some time",
            () => $"{router.CacheTtl}"
        );
        Must.Hold(router.MaxTokens >= 1, "a classifier may say something");
        Must.Hold(router.Classifier is not { } classifier || catalog.Find(classifier) is not null, "the classifier is a model");
        Must.Hold(router.Default is not { } model0 || catalog.Find(model0) is not null, "the default is a model");
    }

    private static bool IsPrice(double value) => double.IsFinite(value) && value >= 0;
}
