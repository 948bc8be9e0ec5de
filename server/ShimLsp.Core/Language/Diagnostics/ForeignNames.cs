using System.Collections.Frozen;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>What other tools call our fields, if the name is not similar to ours.</summary>
internal static class ForeignNames
{
    // As LiteLLM, Continue, Cline, opencode, aider, Zed and the providers' own lists of models have it.
    private static readonly FrozenDictionary<string, Field> OfRow = new Dictionary<string, Field>
    {
        ["max_tokens"] = RowFields.MaxOutputTokens,
        ["maxTokens"] = RowFields.MaxOutputTokens,
        ["max_completion_tokens"] = RowFields.MaxOutputTokens,
        ["maxCompletionTokens"] = RowFields.MaxOutputTokens,
        ["context"] = RowFields.MaxContextLimit,
        ["context_window"] = RowFields.MaxContextLimit,
        ["contextWindow"] = RowFields.MaxContextLimit,
        ["context_length"] = RowFields.MaxContextLimit,
        ["contextLength"] = RowFields.MaxContextLimit,
        ["max_input_tokens"] = RowFields.MaxContextLimit,
        ["maxInputTokens"] = RowFields.MaxContextLimit,
        ["num_ctx"] = RowFields.MaxContextLimit,
        ["description"] = RowFields.Card,
        ["title"] = RowFields.DisplayName,
        ["label"] = RowFields.DisplayName,
        ["alias"] = RowFields.Slug,
        ["vision"] = RowFields.SupportsImages,
        ["images"] = RowFields.SupportsImages,
        ["supports_vision"] = RowFields.SupportsImages,
        ["supportsVision"] = RowFields.SupportsImages,
        ["tools"] = RowFields.SupportsTools,
        ["function_calling"] = RowFields.SupportsTools,
        ["supports_function_calling"] = RowFields.SupportsTools,
        ["headers"] = RowFields.ExtraHeaders,
        ["defaultHeaders"] = RowFields.ExtraHeaders,
        ["default_headers"] = RowFields.ExtraHeaders,
        ["key"] = RowFields.ApiKey,
        ["token"] = RowFields.ApiKey,
        ["price"] = RowFields.Pricing,
        ["prices"] = RowFields.Pricing,
        ["input_cost_per_token"] = RowFields.Pricing,
        ["output_cost_per_token"] = RowFields.Pricing,
        ["drop_params"] = RowFields.Omit,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Field> OfPricing = new Dictionary<string, Field>
    {
        ["prompt"] = PricingFields.Input,
        ["completion"] = PricingFields.Output,
        ["cache_read"] = PricingFields.CachedInput,
        ["cached"] = PricingFields.CachedInput,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Field> OfRouter = new Dictionary<string, Field>
    {
        ["models"] = RouterFields.Candidates,
        ["fallback"] = RouterFields.Default,
        ["judge"] = RouterFields.Classifier,
        ["ttl"] = RouterFields.CacheTtlSeconds,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Our name for a field of another tool, or where a name of ours belongs, in words; null if there is neither.</summary>
    /// <param name="table">The fields of the object.</param>
    /// <param name="name">The name.</param>
    public static string? Ours(FieldTable table, string name)
    {
        if (Meant(table, name) is { } field)
        {
            return $"`{field.Name}`";
        }

        // A field that is right, in the wrong object.
        return table.Ignored.Contains(name) ? null
            : !ReferenceEquals(table, PricingFields.Table) && PricingFields.Table.Find(name) is { } price
                ? $"`{price.Field.Name}` inside `pricing`"
            : ReferenceEquals(table, RowFields.Table) && RouterFields.Table.Find(name) is { } router
                ? $"`{router.Field.Name}` inside `router`"
            : !ReferenceEquals(table, RowFields.Table) && RowFields.Table.Find(name) is { } row ? $"`{row.Field.Name}` in the model's row"
            : null;
    }

    /// <summary>Our field of the same object that a field of another tool is; null if it is none.</summary>
    /// <param name="table">The fields of the object.</param>
    /// <param name="name">The name.</param>
    public static Field? Meant(FieldTable table, string name) =>
        (
            ReferenceEquals(table, RowFields.Table) ? OfRow
            : ReferenceEquals(table, PricingFields.Table) ? OfPricing
            : ReferenceEquals(table, RouterFields.Table) ? OfRouter
            : FrozenDictionary<string, Field>.Empty
        ).GetValueOrDefault(name);

    /// <summary>Whether an older field that nothing reads says something that a person may rely on.</summary>
    /// <param name="member">The field.</param>
    public static bool LooksUsed(JsonMember member) =>
        member is { Name: "extraArgs" or "extra_args", Value: ObjectSyntax { Members.Length: > 0 } };
}
