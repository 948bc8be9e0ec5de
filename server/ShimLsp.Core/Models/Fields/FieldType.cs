using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Fields;

/// <summary>The type of a field's value.</summary>
internal abstract record FieldType
{
    private FieldType() { }

    /// <summary>A text.</summary>
    /// <param name="Pattern">The regular expression (ECMA 262) that a value matches; null for any text.</param>
    /// <param name="Otherwise">What an editor says of a value that does not match; null if there is no pattern.</param>
    public sealed record Text(string? Pattern = null, string? Otherwise = null) : FieldType;

    /// <summary>The slug of a model of the same file.</summary>
    public sealed record ModelName : FieldType;

    /// <summary>True or false.</summary>
    public sealed record Flag : FieldType;

    /// <summary>A number.</summary>
    /// <param name="Range">The numbers that are accepted.</param>
    public sealed record Number(NumberRange Range) : FieldType;

    /// <summary>One of a few words.</summary>
    /// <param name="Words">The words, in the order in which a message lists them.</param>
    public sealed record Choice(ImmutableArray<ChoiceWord> Words) : FieldType
    {
        /// <summary>Whether capital letters make no difference.</summary>
        public bool IsAnyCase { get; init; }

        /// <summary>The words as a message lists them: <c>"a", "b" or "c"</c>.</summary>
        public string Listed
        {
            get
            {
                var quoted = Words.Select(word => $"\"{word.Name}\"").ToArray();
                return $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
            }
        }
    }

    /// <summary>A list of some of a few words.</summary>
    /// <param name="Words">The words.</param>
    public sealed record Choices(ImmutableArray<ChoiceWord> Words) : FieldType;

    /// <summary>An object whose fields are known.</summary>
    /// <param name="Fields">Its fields.</param>
    public sealed record Object(FieldTable Fields) : FieldType;

    /// <summary>An object with names of the person's choice. Each value is a text.</summary>
    public sealed record Map : FieldType;

    /// <summary>
    /// An object with patterns of names. Each value is the slug of a model, that of Auto, or a list of the slugs of models.
    /// </summary>
    public sealed record Aliases : FieldType;

    /// <summary>A list of objects. A text is short for an object that states only its name.</summary>
    /// <param name="Fields">The fields of an item.</param>
    /// <param name="Item">What an item is, in one sentence.</param>
    /// <param name="Bare">What a text instead of an object means, in one sentence.</param>
    public sealed record List(FieldTable Fields, string Item, string Bare) : FieldType;
}

/// <summary>One word that a field may hold.</summary>
/// <param name="Name">The word.</param>
/// <param name="Meaning">What it means, in one sentence.</param>
internal sealed record ChoiceWord(string Name, string Meaning);
