using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>
/// Reads the section <c>shim</c> of the settings. Editors send it nested (<c>{"router":{"threshold":0.8}}</c>) or dotted
/// (<c>{"router.threshold":0.8}</c>). Null means not set. A setting that cannot be read is a problem and is not set; the others still
/// apply.
/// </summary>
public static class ShimSettingsParser
{
    private const string Source = "settings";
    private const int LongestName = 64; // far longer than any setting's
    private const string TooLong = "(a very long name)";

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section's value; null or undefined for a section that is absent.</param>
    public static (ShimSettings Settings, ImmutableArray<CatalogProblem> Problems) Parse(JsonElement section)
    {
        var problems = ImmutableArray.CreateBuilder<CatalogProblem>();
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (section.ValueKind is JsonValueKind.Object)
        {
            Flatten(section, prefix: "", values, problems);
        }
        else if (section.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            problems.Add(Problem(CatalogProblemCode.WrongType, null, "The section `shim` must be an object; it is ignored."));
        }

        var reader = new SettingReader(values, problems);
        var settings = new ShimSettings
        {
            ModelsPath = reader.Text(SettingFields.ModelsPath),
            Enabled = reader.Flag(SettingFields.Enabled),
            Threshold = reader.Number(SettingFields.Threshold),
            CacheCapacity = (int?)reader.Number(SettingFields.CacheCapacity),
            CacheTtlSeconds = reader.Number(SettingFields.CacheTtlSeconds),
            Classifier = reader.Text(SettingFields.Classifier),
            TimeoutSeconds = reader.Number(SettingFields.TimeoutSeconds),
            Affinity = reader.Word(SettingFields.Affinity, AffinityNames.Parse),
            Escalation = reader.Word(SettingFields.Escalation, EscalationNames.Parse),
            Learning = reader.Word(SettingFields.Learning, LearningNames.Parse),
            Default = reader.Text(SettingFields.Default),
            Cache = reader.Flag(SettingFields.Cache),
            CheckLocalEndpoints = reader.Flag(SettingFields.CheckLocalEndpoints),
            LogLevel = reader.Word(SettingFields.LogLevel, ParseVerbosity),
        };
        reader.ReportUnknown();
        return (settings, problems.DrainToImmutable());
    }

    /// <summary>A problem of the settings.</summary>
    internal static CatalogProblem Problem(string code, string? path, string message) =>
        new(code, ProblemSeverity.Warning, message) { Source = Source, Path = path };

    private static void Flatten(
        JsonElement node,
        string prefix,
        Dictionary<string, JsonElement> values,
        ImmutableArray<CatalogProblem>.Builder problems
    )
    {
        foreach (var member in node.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Null || TryGetName(member) is not { } name)
            {
                continue;
            }

            var path = name.Length > LongestName ? TooLong : prefix + name;
            if (member.Value.ValueKind is JsonValueKind.Object && path.Length <= LongestName && !IsKnown(path))
            {
                Flatten(member.Value, path + ".", values, problems);
            }
            else if (path != "router")
            {
                values[path] = member.Value;
            }
            else if (problems.Count == 0)
            {
                // Report this once, however often it occurs, because every problem is sent to every client. No other problem has been found
                // so far.
                problems.Add(Problem(CatalogProblemCode.WrongType, path, "`router` must be an object; it is ignored."));
            }
        }
    }

    private static bool IsKnown(string path) => SettingFields.All.Any(setting => setting.Path == path);

    /// <summary>A name that escapes half of a surrogate pair throws when it is read. No setting has such a name.</summary>
    private static string? TryGetName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static LogVerbosity? ParseVerbosity(string name) =>
        name switch
        {
            "off" => LogVerbosity.Off,
            "error" => LogVerbosity.Error,
            "warning" => LogVerbosity.Warning,
            "info" => LogVerbosity.Info,
            "debug" => LogVerbosity.Debug,
            _ => null,
        };
}
