using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Sessions;

/// <summary>One setting of the section <c>shim</c>.</summary>
/// <param name="path">Its dotted name in the section, such as <c>router.threshold</c>.</param>
/// <param name="overrides">The field of the catalog's <c>router</c> block that it overrides; null for none.</param>
internal sealed class Setting(string path, Field? overrides = null)
{
    /// <summary>Its dotted name in the section.</summary>
    public string Path { get; } = path;

    /// <summary>The field that it overrides; null for none.</summary>
    public Field? Overrides { get; } = overrides;

    /// <summary>The type of its value.</summary>
    public FieldType Type { get; init; } = overrides?.Type ?? new FieldType.Text();

    /// <summary>What it says, in one sentence.</summary>
    public string Summary { get; init; } = overrides?.Summary ?? "";

    /// <summary>What happens if it is not set.</summary>
    public string NotSet { get; init; } = "what `models.json` says";

    /// <summary>Whether each workspace folder may have its own value.</summary>
    public bool IsPerFolder { get; init; } = true;
}

/// <summary>Every setting that the server reads. Those that only the extension reads are not here.</summary>
internal static class SettingFields
{
    public static Setting ModelsPath { get; } =
        new("modelsPath")
        {
            Summary =
                "The `models.json` to use, in place of the workspace's and yours; "
                + "a relative path starts at the workspace folder, `~/` at home.",
            NotSet = "the workspace's `.shim/models.json` if the workspace is trusted, else yours, else the built-in sample",
        };

    public static Setting Enabled { get; } = new("router.enabled", RouterFields.Enabled);

    public static Setting Threshold { get; } = new("router.threshold", RouterFields.Threshold);

    public static Setting Default { get; } = new("router.default", RouterFields.Default);

    public static Setting Classifier { get; } = new("router.classifier", RouterFields.Classifier);

    public static Setting TimeoutSeconds { get; } = new("router.timeoutSeconds", RouterFields.Timeout);

    public static Setting Affinity { get; } = new("router.affinity", RouterFields.Affinity);

    public static Setting Escalation { get; } = new("router.escalation", RouterFields.Escalation);

    public static Setting Learning { get; } = new("router.learning", RouterFields.Learning);

    public static Setting Cache { get; } = new("router.cache", RouterFields.Cache);

    public static Setting CacheCapacity { get; } = new("router.cacheCapacity", RouterFields.CacheCapacity);

    public static Setting CacheTtlSeconds { get; } = new("router.cacheTtlSeconds", RouterFields.CacheTtlSeconds);

    public static Setting CheckLocalEndpoints { get; } =
        new("checkLocalEndpoints")
        {
            Type = new FieldType.Flag(),
            Summary = "Whether a model on this machine is looked for: the server connects to its address, and asks Ollama for its list.",
            NotSet = "`true`",
        };

    public static Setting LogLevel { get; } =
        new("logLevel")
        {
            Type = new FieldType.Choice([
                new("off", "Nothing."),
                new("error", "What failed."),
                new("warning", "What works, but not as asked."),
                new("info", "What changed state."),
                new("debug", "Every decision, never its text."),
            ]),
            Summary = "How much the server logs.",
            NotSet = "`info`",
            IsPerFolder = false,
        };

    /// <summary>Settings of the extension alone, which editors send with the others.</summary>
    public static ImmutableArray<string> OfExtension { get; } = ["gateway.enabled", "gateway.port", "server.path", "trace.server"];

    public static ImmutableArray<Setting> All { get; } =
    [
        ModelsPath,
        Enabled,
        Threshold,
        Default,
        Classifier,
        TimeoutSeconds,
        Affinity,
        Escalation,
        Learning,
        Cache,
        CacheCapacity,
        CacheTtlSeconds,
        CheckLocalEndpoints,
        LogLevel,
    ];
}
