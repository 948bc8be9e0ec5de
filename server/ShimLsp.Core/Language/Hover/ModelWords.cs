using System.Globalization;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Hover;

/// <summary>A model in words. Code is in backticks.</summary>
internal static class ModelWords
{
    /// <summary>Everything that is known of a row's model, one sentence a line.</summary>
    /// <param name="row">The row.</param>
    /// <param name="facts">What is known beside the text. The state of a model is that of the catalog in force.</param>
    public static IEnumerable<string> Of(IndexedRow row, CatalogFacts facts)
    {
        if (row.Model is { } model)
        {
            var name = model.DisplayName == model.Model ? "" : $" is `{Code(model.Model)}`";
            yield return $"**{Plain(model.DisplayName)}**{name} of `{model.Provider.ToWireName()}`.";
            if (Limits(model) is { } limits)
            {
                yield return limits;
            }
        }
        else
        {
            yield return "This row is left out of the catalog: see its problems.";
        }

        if (facts.IsInForce == false)
        {
            yield return "This file is not the catalog in force.";
        }
        else if (facts.Models.GetValueOrDefault(row.Slug) is { } known)
        {
            foreach (var line in State(row.Slug, known, facts))
            {
                yield return line;
            }
        }
    }

    /// <summary>A model in a few words: its name, price and context.</summary>
    public static string Summary(ModelSpec model) =>
        string.Join(", ", new[] { model.DisplayName, Price(model.Pricing), Context(model.ContextWindow) }.OfType<string>());

    /// <summary>US dollars, with as many decimals as the amount has, two at least.</summary>
    public static string Dollars(double amount) => amount.ToString("$0.00##########", CultureInfo.InvariantCulture);

    /// <summary>How strong it counts as, and why; null if not known.</summary>
    public static string? Strength(ModelFacts known) =>
        known.Strength is { } strength
            ? string.Create(CultureInfo.InvariantCulture, $"Strength {strength:0.###}{Source(known.StrengthSource)}.")
            : null;

    private static string? Price(Pricing? pricing) =>
        pricing switch
        {
            null => null,
            { Input: 0, Output: 0 } => "free",
            _ => $"{Dollars(pricing.Input)} in, {Dollars(pricing.Output)} out",
        };

    private static string? Context(int? tokens) =>
        tokens is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:N0} tokens") : null;

    private static string? Limits(ModelSpec model)
    {
        var price =
            model.Pricing is { Input: 0, Output: 0 } ? "Free"
            : model.Pricing is { } pricing ? $"{Dollars(pricing.Input)} in and {Dollars(pricing.Output)} out per million tokens"
            : null;
        var context = Context(model.ContextWindow) is { } tokens ? $"context {tokens}" : null;
        return (price, context) switch
        {
            (null, null) => null,
            (null, _) => $"C{context![1..]}.",
            (_, null) => $"{price}.",
            _ => $"{price}, {context}.",
        };
    }

    private static IEnumerable<string> State(string slug, ModelFacts known, CatalogFacts facts)
    {
        if (slug == facts.ActiveSlug)
        {
            yield return "Active: every task goes to it.";
        }

        if (known.IsAvailable is { } isAvailable)
        {
            yield return isAvailable ? (known.IsChecked ? "Available." : "Available, not checked yet.")
            : known.Reason is { } reason ? $"Unavailable: {Plain(reason)}"
            : "Unavailable.";
        }

        if (Strength(known) is { } strength)
        {
            yield return strength;
        }

        if (known.Share is { } share)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Chosen for {share * 100:0} % of this session's tasks.")
                + (known.LastReason is { } last ? $" Last reason: {Plain(last)}" : "");
        }
    }

    private static string Source(string? source) =>
        source switch
        {
            "catalog" => ", as this file states",
            "family" => ", from the built-in table for its family",
            "size" => ", guessed from its size",
            "cost" => ", guessed from its cost",
            _ => "",
        };

    // A name comes from a file that may be a stranger's: it must not become a link, an image or a tag.
    private static string Plain(string text) =>
        text.Replace('`', '\'')
            .Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");

    private static string Code(string text) => text.Replace('`', '\'').ReplaceLineEndings(" ");
}
