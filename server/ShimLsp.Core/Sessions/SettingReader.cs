using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Sessions;

/// <summary>Reads settings by their dotted name. An absent or wrong setting is null, and a wrong one is reported.</summary>
internal sealed class SettingReader(Dictionary<string, JsonElement> values, ImmutableArray<CatalogProblem>.Builder problems)
{
    private const int MaxUnknown = 20;

    /// <summary>Reports unknown names, the first of them.</summary>
    public void ReportUnknown()
    {
        var known = SettingFields.All.Select(setting => setting.Path).ToArray();
        foreach (var path in values.Keys.Except(known).Except(SettingFields.OfExtension).Take(MaxUnknown))
        {
            var near = NearestNames.Of(path, known, 1).FirstOrDefault() ?? known.FirstOrDefault(name => name == $"router.{path}");
            var shown = ShownText.Quote($"shim.{path}");
            problems.Add(
                ShimSettingsParser.Problem(
                    CatalogProblemCode.UnknownField,
                    path,
                    near is null
                        ? $"The setting {shown} is not known and is ignored. Remove it, or correct its name."
                        : $"The setting {shown} is not known and is ignored. Did you mean `shim.{near}`?"
                )
            );
        }
    }

    /// <summary>A text, trimmed. An empty one is not set: it is what editors send for a field that was cleared.</summary>
    public string? Text(Setting setting)
    {
        if (!values.TryGetValue(setting.Path, out var value))
        {
            return null;
        }

        if (TryGetText(value) is not { } text)
        {
            Refuse(CatalogProblemCode.WrongType, setting, "a string");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public bool? Flag(Setting setting)
    {
        if (!values.TryGetValue(setting.Path, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(CatalogProblemCode.WrongType, setting, "true or false");
        return null;
    }

    public double? Number(Setting setting)
    {
        var range = ((FieldType.Number)setting.Type).Range;
        if (!values.TryGetValue(setting.Path, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Number)
        {
            Refuse(CatalogProblemCode.WrongType, setting, range.Words);
            return null;
        }

        if (value.TryGetDouble(out var number) && range.Contains(number))
        {
            return number;
        }

        Refuse(CatalogProblemCode.OutOfRange, setting, range.Words);
        return null;
    }

    public T? Word<T>(Setting setting, Func<string, T?> parse)
        where T : struct
    {
        if (Text(setting) is not { } word)
        {
            return null;
        }

        var parsed = parse(word);
        if (parsed is null)
        {
            Refuse(CatalogProblemCode.UnknownValue, setting, ((FieldType.Choice)setting.Type).Listed);
        }

        return parsed;
    }

    private static string? TryGetText(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString()!.Trim() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // an escape that names half of a surrogate pair
        }
    }

    private void Refuse(string code, Setting setting, string words) =>
        problems.Add(ShimSettingsParser.Problem(code, setting.Path, $"`shim.{setting.Path}` must be {words}; it counts as not set."));
}
