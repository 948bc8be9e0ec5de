namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of the <c>router</c> block, and of one of its candidates.</summary>
internal static class RouterFields
{
    public static Field Enabled { get; } = new("enabled", new FieldType.Flag(), "Whether Auto exists.") { Default = "true" };

    public static Field Slug { get; } = new("slug", RowFields.Slugs, "The slug of Auto itself.") { Default = "\"auto\"" };

    public static Field DisplayName { get; } =
        new("display_name", new FieldType.Text(), "The name that a picker shows for Auto.")
        {
            Aliases = ["displayName", "name"],
            Default = "\"Auto\"",
        };

    public static Field Threshold { get; } =
        new(
            "threshold",
            new FieldType.Number(NumberRange.Fraction),
            "The lowest score that is good enough, from 0 to 1; a higher one sends more tasks to stronger models."
        )
        {
            Default = "0.7",
        };

    public static Field Default { get; } =
        new(
            "default",
            new FieldType.ModelName(),
            "The model that takes a task if no score is usable, and that is active if the router is off."
        )
        {
            Absent = "the cheapest takes the task; the first is active",
        };

    public static Field Classifier { get; } =
        new("classifier", new FieldType.ModelName(), "The model that scores tasks; it is sent each task, and need not be a candidate.")
        {
            Absent = "the embedded scorer, which sends nothing",
            Page = "routing.md#the-classifier",
        };

    public static Field Timeout { get; } =
        new("timeout", new FieldType.Number(NumberRange.TimeoutSeconds), "The classifier's time limit in seconds, waiting included.")
        {
            Aliases = ["timeout_seconds", "timeoutSeconds"],
            Default = "12",
        };

    public static Field MaxTokens { get; } =
        new("max_tokens", new FieldType.Number(NumberRange.Tokens), "The classifier's longest reply, in tokens.")
        {
            Aliases = ["maxTokens"],
            Default = "600",
        };

    public static Field Cache { get; } = new("cache", new FieldType.Flag(), "Whether decisions are remembered.") { Default = "true" };

    public static Field CacheCapacity { get; } =
        new(
            "cache_capacity",
            new FieldType.Number(NumberRange.CacheCapacity),
            "How many decisions are remembered for each workspace folder."
        )
        {
            Aliases = ["cacheCapacity"],
            Default = "256",
        };

    public static Field CacheTtlSeconds { get; } =
        new("cache_ttl_seconds", new FieldType.Number(NumberRange.CacheTtlSeconds), "How long a decision is remembered, in seconds.")
        {
            Aliases = ["cacheTtlSeconds"],
            Absent = "until something makes it stale",
        };

    public static Field Affinity { get; } =
        new("affinity", new FieldType.Choice(AffinityNames.Words), "Whether a conversation keeps its model.")
        {
            Default = "\"conversation\"",
            Page = "routing.md#conversations",
        };

    public static Field Escalation { get; } =
        new("escalation", new FieldType.Choice(EscalationNames.Words), "Whether a model that is stuck gives way to the next stronger one.")
        {
            Default = "\"on\"",
            Page = "routing.md#escalation",
        };

    public static Field Learning { get; } =
        new("learning", new FieldType.Choice(LearningNames.Words), "Whether feedback is also inferred from what you do.")
        {
            Default = "\"off\"",
            Page = "routing.md#feedback",
        };

    public static Field Candidates { get; } =
        new(
            "candidates",
            new FieldType.List(
                CandidateFields.Table,
                "A model that Auto may choose; what it says here wins over the model's row.",
                "The slug of a model of this file."
            ),
            "The models that Auto may choose."
        )
        {
            Absent = "every model",
        };

    public static FieldTable Table { get; } =
        new([
            Enabled,
            Slug,
            DisplayName,
            Threshold,
            Default,
            Classifier,
            Timeout,
            MaxTokens,
            Cache,
            CacheCapacity,
            CacheTtlSeconds,
            Affinity,
            Escalation,
            Learning,
            Candidates,
        ]);
}

/// <summary>The fields of a candidate. Those that it shares with a row are the row's.</summary>
internal static class CandidateFields
{
    public static Field Slug { get; } =
        new("slug", new FieldType.ModelName(), "The slug of a model of this file, or a model name that only one row has.")
        {
            Aliases = ["id"],
            Need = FieldNeed.Required,
        };

    public static FieldTable Table { get; } =
        new([Slug, RowFields.Cost, RowFields.Card, RowFields.SupportsImages, RowFields.NoImageSupport, RowFields.SupportsTools])
        {
            Absent = "the row's own value",
        };
}
