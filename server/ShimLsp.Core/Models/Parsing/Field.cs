using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A field of models.json: its canonical name, and the others under which it is accepted, best first.</summary>
internal sealed class Field(string name, params ImmutableArray<string> aliases)
{
    public string Name { get; } = name;

    public ImmutableArray<string> Names { get; } = [name, .. aliases];
}

/// <summary>The fields of one kind of object.</summary>
internal sealed class FieldTable
{
    private readonly FrozenDictionary<string, (Field Field, int Rank)> byName;

    /// <param name="fields">The fields that are read.</param>
    /// <param name="ignored">Names that older files carry and that nothing here reads; known, so that they are no typing mistakes.</param>
    public FieldTable(ImmutableArray<Field> fields, params ImmutableArray<string> ignored)
    {
        Fields = fields;
        Ignored = ignored;
        byName = fields
            .SelectMany(field => field.Names.Select((name, rank) => KeyValuePair.Create(name, (field, rank))))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<Field> Fields { get; }

    public ImmutableArray<string> Ignored { get; }

    /// <summary>Every name that is read, aliases included.</summary>
    public ImmutableArray<string> Names => byName.Keys;

    /// <summary>The field of that name and the name's rank, 0 for the canonical one; null where there is none.</summary>
    public (Field Field, int Rank)? Find(string name) => byName.TryGetValue(name, out var found) ? found : null;
}
