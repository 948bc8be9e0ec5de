using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Contract;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The settings that a client sends: the section <c>shim</c>, and the objects that may contain it.</summary>
internal sealed class SettingsTarget : IFuzzTarget
{
    /// <summary>One for each of the 11 settings, one for `router`, and the unknown names.</summary>
    private const int MostProblems = 12 + MostUnknown;

    private const int MostUnknown = 20;

    private static readonly Catalog Catalog = CatalogParser
        .Parse("""{ "models": ["haiku", "opus"], "router": { "default": "haiku", "cache_ttl_seconds": 5 } }"""u8)
        .Catalog!;

    /// <inheritdoc/>
    public string Name => "settings";

    /// <inheritdoc/>
    public int Share => 20;

    /// <inheritdoc/>
    public Grammar Grammar { get; } =
        new()
        {
            Names = ImmutableDictionary.CreateRange(
                new Dictionary<string, ImmutableArray<string>>
                {
                    [""] =
                    [
                        "router",
                        "router",
                        "router",
                        "modelsPath",
                        "logLevel",
                        "router.enabled",
                        "router.threshold",
                        "router.cacheCapacity",
                        "router.cacheTtlSeconds",
                        "router.classifier",
                        "router.timeoutSeconds",
                        "router.affinity",
                        "router.escalation",
                        "router.learning",
                        "router.default",
                        "router.cache",
                        "router.treshold",
                        "logLevle",
                        "shim",
                        "x",
                    ],
                    ["shim"] = ["router", "modelsPath", "logLevel"],
                    ["router"] =
                    [
                        "enabled",
                        "threshold",
                        "cacheCapacity",
                        "cacheTtlSeconds",
                        "classifier",
                        "timeoutSeconds",
                        "affinity",
                        "escalation",
                        "learning",
                        "default",
                        "cache",
                        "router",
                        "treshold",
                        "",
                    ],
                    ["*"] = ["router", "threshold", "router.router", "\\ud800", "", "r\\u006futer", "."],
                }
            ),
            Strings =
            [
                "haiku",
                "opus",
                "nobody",
                "conversation",
                "none",
                "off",
                "error",
                "warning",
                "info",
                "debug",
                "/m.json",
                " a ",
                "0.8",
            ],
        };

    /// <inheritdoc/>
    public byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Value(random, "", depth: 4));

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        if (JsonText.Parse(input) is not { } section)
        {
            return;
        }

        var (settings, problems) = ShimSettingsParser.Parse(section);
        CheckProblems(section, problems);
        CheckValues(settings);
        CheckKept(settings);

        // Wrong settings count as absent, and so do unknown ones.
        var (again, _) = ShimSettingsParser.Parse(section);
        Must.Equal(settings, again, "a section is read the same each time");
        if (section.ValueKind == JsonValueKind.Object)
        {
            var comma = section.EnumerateObject().MoveNext() ? "," : "";
            var longer = JsonText.Around("""{"somethingNewer":{"threshold":2}""" + comma, JsonText.Raw(section)[1..], "");
            var (unchanged, same) = ShimSettingsParser.Parse(longer);
            Must.Equal(settings, unchanged, "what is not known changes nothing");
            Must.EqualAll([.. problems.Where(IsNotUnknown)], [.. same.Where(IsNotUnknown)], "what is not known spoils nothing that is");
            Must.EqualAll(
                [.. UnknownNames(problems).Prepend("somethingNewer.threshold").Distinct().Take(MostUnknown)],
                [.. UnknownNames(same)],
                "each name that is not known is one problem, up to a limit"
            );
        }

        _ = SettingsSection.Read(section, isSection: true);
        var wrapped = SettingsSection.Read(JsonText.Around("""{"editor":{},"shim":""", JsonText.Raw(section), "}"), isSection: false);
        Must.Equal(
            section.ValueKind == JsonValueKind.Object ? settings : null,
            wrapped?.Values,
            "a section that comes among others is the same, and one that is no object is none"
        );
    }

    private static bool IsNotUnknown(CatalogProblem problem) => problem.Code != CatalogProblemCode.UnknownField;

    private static IEnumerable<string> UnknownNames(ImmutableArray<CatalogProblem> problems) =>
        problems.Where(problem => !IsNotUnknown(problem)).Select(problem => problem.Path!);

    private static void CheckProblems(JsonElement section, ImmutableArray<CatalogProblem> problems)
    {
        Must.Hold(problems.Length <= MostProblems, "problems are few, however much is wrong", () => $"{problems.Length}");
        foreach (var problem in problems)
        {
            Must.Equal(
                ("settings", ProblemSeverity.Warning),
                (problem.Source, problem.Severity),
                "a problem of settings says that it is one"
            );
            Must.Equal(section.ValueKind == JsonValueKind.Object, problem.Path is not null, "a problem names the setting");
            Must.Hold(problem.Message.EndsWith('.') || problem.Message.EndsWith('?'), "a problem is a sentence", () => problem.Message);
        }
    }

    private static void CheckValues(ShimSettings settings)
    {
        Must.Hold(
            new[] { settings.ModelsPath, settings.Classifier, settings.Default }.All(text =>
                text is null || (text.Length > 0 && text.Trim() == text)
            ),
            "a text is trimmed, and an empty one is not set"
        );
        var (router, _) = settings.ApplyTo(Catalog);
        Must.Hold(router.Threshold is >= 0 and <= 1, "the threshold is a fraction");
        Must.Hold(router.CacheCapacity is >= 1 and <= RouterSpec.MaxCacheCapacity, "the capacity is in its range");
        Must.Hold(router.Timeout > TimeSpan.Zero && router.Timeout <= TimeSpan.FromDays(1), "the time limit is in its range");
        Must.Hold(router.CacheTtl > TimeSpan.Zero, "a cached decision lives for some time");
        Must.Hold(router.Default is { } model && Catalog.Find(model) is not null, "the default is a model");
        Must.Hold(router.Classifier is not { } classifier || Catalog.Find(classifier) is not null, "the classifier is a model");
    }

    /// <summary>What was taken can be sent again, nested or dotted, and nothing is wrong with it.</summary>
    private static void CheckKept(ShimSettings settings)
    {
        var router = Fields(settings).ToList();
        var rest = new[] { Text("modelsPath", settings.ModelsPath), Text("logLevel", settings.LogLevel?.ToString().ToLowerInvariant()) }
            .OfType<string>()
            .ToList();
        var nested = $$"""{{{string.Join(',', [.. rest, $"\"router\":{{{string.Join(',', router)}}}"])}}}""";
        var dotted = $$"""{{{string.Join(',', [.. rest, .. router.Select(field => $"\"router.{field[1..]}")])}}}""";
        foreach (var text in new[] { nested, dotted })
        {
            var (again, problems) = ShimSettingsParser.Parse(JsonElement.Parse(text));
            Must.Equal(settings, again, "what was taken is taken again, nested and dotted");
            Must.Hold(problems.IsEmpty, "nothing is wrong with what was taken", () => $"{problems[0]}");
        }
    }

    private static IEnumerable<string> Fields(ShimSettings settings) =>
        new[]
        {
            Bare("enabled", settings.Enabled),
            Bare("threshold", settings.Threshold),
            Bare("cacheCapacity", settings.CacheCapacity),
            Bare("cacheTtlSeconds", settings.CacheTtlSeconds),
            Text("classifier", settings.Classifier),
            Bare("timeoutSeconds", settings.TimeoutSeconds),
            Text("affinity", settings.Affinity?.ToString().ToLowerInvariant()),
            Text("escalation", settings.Escalation?.ToString().ToLowerInvariant()),
            Text("learning", settings.Learning?.ToString().ToLowerInvariant()),
            Text("default", settings.Default),
            Bare("cache", settings.Cache),
        }.OfType<string>();

    private static string? Bare<T>(string name, T? value)
        where T : struct, IConvertible =>
        value is { } given ? $"\"{name}\":{given.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()}" : null;

    private static string? Text(string name, string? value) => value is null ? null : $"\"{name}\":{JsonText.Quote(value)}";
}
