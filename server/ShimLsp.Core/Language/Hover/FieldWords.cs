using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Language.Hover;

/// <summary>A field in words, as the schema says it too.</summary>
internal static class FieldWords
{
    /// <summary>What it means, what it accepts and what its absence means, one sentence a line.</summary>
    public static IEnumerable<string> Of(Field field)
    {
        yield return field.Summary;
        if (field.Type is FieldType.Number(var range))
        {
            yield return $"It is {range.Words}.";
        }
        else if (field.Type is FieldType.Choice(var words))
        {
            yield return string.Join(' ', words.Select(word => $"`\"{word.Name}\"`: {word.Meaning}"));
        }

        if (field.Default is { } value)
        {
            yield return $"Default: `{value}`.";
        }
        else if (field.Absent.Length > 0)
        {
            yield return $"If absent: {field.Absent}.";
        }
    }
}
