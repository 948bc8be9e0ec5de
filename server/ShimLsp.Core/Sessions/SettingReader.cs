using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Sessions;

/// <summary>Reads settings by their dotted name; what is absent or wrong is null, and what is wrong is reported.</summary>
internal sealed class SettingReader(Dictionary<string, JsonElement> values, ImmutableArray<CatalogProblem>.Builder problems)
{
    private const int MaxTypos = 20;

    private readonly List<string> known = [];

    /// <summary>
    /// Reports what was never asked for and is close to something that was. The rest is ignored: newer clients may know more.
    /// </summary>
    public void ReportTypos()
    {
        foreach (var path in values.Keys.Except(known).Take(MaxTypos))
        {
            if (NearestNames.Of(path, known, 1) is [var near])
            {
                problems.Add(
                    ShimSettingsParser.Problem(
                        CatalogProblemCode.UnknownField,
                        path,
                        $"`shim.{path}` is not known and is ignored. Did you mean `shim.{near}`?"
                    )
                );
            }
        }
    }

    /// <summary>A text, trimmed. An empty one is not set: it is what editors send for a field that was cleared.</summary>
    public string? Text(string path)
    {
        if (!TryTake(path, out var value))
        {
            return null;
        }

        if (TryGetText(value) is not { } text)
        {
            Refuse(CatalogProblemCode.WrongType, path, "a string");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    public bool? Flag(string path)
    {
        if (!TryTake(path, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(CatalogProblemCode.WrongType, path, "true or false");
        return null;
    }

    public double? Number(string path, NumberRange range)
    {
        if (!TryTake(path, out var value))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Number)
        {
            Refuse(CatalogProblemCode.WrongType, path, range.Words);
            return null;
        }

        if (value.TryGetDouble(out var number) && range.Contains(number))
        {
            return number;
        }

        Refuse(CatalogProblemCode.OutOfRange, path, range.Words);
        return null;
    }

    public T? Word<T>(string path, string words, Func<string, T?> parse)
        where T : struct
    {
        if (Text(path) is not { } word)
        {
            return null;
        }

        var parsed = parse(word);
        if (parsed is null)
        {
            Refuse(CatalogProblemCode.UnknownValue, path, words);
        }

        return parsed;
    }

    private bool TryTake(string path, out JsonElement value)
    {
        known.Add(path);
        return values.TryGetValue(path, out value);
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

    private void Refuse(string code, string path, string words) =>
        problems.Add(ShimSettingsParser.Problem(code, path, $"`shim.{path}` must be {words}; it counts as not set."));
}
