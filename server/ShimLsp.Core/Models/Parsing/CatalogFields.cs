namespace ShimLsp.Core.Models.Parsing;

/// <summary>The fields of the file as a whole.</summary>
internal static class FileFields
{
    public static Field Models { get; } = new("models", "customModels", "launchModels", "launch_models");

    public static Field Router { get; } = new("router");

    public static FieldTable Table { get; } = new([Models, Router], "$schema");
}

/// <summary>The fields of a model's row.</summary>
internal static class RowFields
{
    public static Field Slug { get; } = new("slug");

    public static Field Model { get; } = new("model");

    public static Field Provider { get; } = new("provider");

    public static Field BaseUrl { get; } = new("base_url", "baseURL", "baseUrl");

    public static Field ApiKey { get; } = new("api_key", "apiKey", "bearerToken", "bearer_token");

    public static Field DisplayName { get; } = new("display_name", "displayName", "name");

    public static Field MaxContextLimit { get; } = new("max_context_limit", "maxContextLimit");

    public static Field MaxOutputTokens { get; } = new("max_output_tokens", "maxOutputTokens");

    public static Field SupportsImages { get; } = new("supports_images", "supportsImages");

    /// <summary>The older, inverse spelling of <see cref="SupportsImages"/>.</summary>
    public static Field NoImageSupport { get; } = new("no_image_support", "noImageSupport");

    public static Field SupportsTools { get; } = new("supports_tools", "supportsTools");

    public static Field Pricing { get; } = new("pricing");

    public static Field Strength { get; } = new("strength");

    public static Field Card { get; } = new("card");

    public static Field Cost { get; } = new("cost");

    public static Field ExtraHeaders { get; } = new("extra_headers", "extraHeaders");

    public static FieldTable Table { get; } =
        new(
            [
                Slug,
                Model,
                Provider,
                BaseUrl,
                ApiKey,
                DisplayName,
                MaxContextLimit,
                MaxOutputTokens,
                SupportsImages,
                NoImageSupport,
                SupportsTools,
                Pricing,
                Strength,
                Card,
                Cost,
                ExtraHeaders,
            ],
            "id",
            "index",
            "raw",
            "extraArgs",
            "extra_args"
        );
}

/// <summary>The fields of a row's <c>pricing</c>.</summary>
internal static class PricingFields
{
    public static Field Input { get; } = new("input");

    public static Field CachedInput { get; } = new("cached_input", "cachedInput");

    public static Field Output { get; } = new("output");

    public static FieldTable Table { get; } = new([Input, CachedInput, Output]);
}

/// <summary>The fields of the <c>router</c> block.</summary>
internal static class RouterFields
{
    public static Field Enabled { get; } = new("enabled");

    public static Field Slug { get; } = new("slug");

    public static Field DisplayName { get; } = new("display_name", "displayName", "name");

    public static Field Classifier { get; } = new("classifier");

    public static Field Threshold { get; } = new("threshold");

    public static Field Default { get; } = new("default");

    public static Field Cache { get; } = new("cache");

    public static Field CacheCapacity { get; } = new("cache_capacity", "cacheCapacity");

    public static Field CacheTtlSeconds { get; } = new("cache_ttl_seconds", "cacheTtlSeconds");

    public static Field Timeout { get; } = new("timeout", "timeout_seconds", "timeoutSeconds");

    public static Field MaxTokens { get; } = new("max_tokens", "maxTokens");

    public static Field Affinity { get; } = new("affinity");

    public static Field Candidates { get; } = new("candidates");

    public static FieldTable Table { get; } =
        new([
            Enabled,
            Slug,
            DisplayName,
            Classifier,
            Threshold,
            Default,
            Cache,
            CacheCapacity,
            CacheTtlSeconds,
            Timeout,
            MaxTokens,
            Affinity,
            Candidates,
        ]);
}

/// <summary>The fields of a candidate; those it shares with a row have the row's spellings.</summary>
internal static class CandidateFields
{
    public static Field Slug { get; } = new("slug", "id");

    public static FieldTable Table { get; } =
        new([Slug, RowFields.Cost, RowFields.Card, RowFields.SupportsImages, RowFields.NoImageSupport, RowFields.SupportsTools]);
}
