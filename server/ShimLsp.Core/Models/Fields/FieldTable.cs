using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of one kind of object.</summary>
internal sealed class FieldTable
{
    private readonly FrozenDictionary<string, (Field Field, int Rank)> byName;

    /// <param name="fields">The fields that are read, in the order of the documentation.</param>
    /// <param name="ignored">
    /// Names that older files use and that nothing reads. They are known, so they are not reported as typing mistakes.
    /// </param>
    public FieldTable(ImmutableArray<Field> fields, params ImmutableArray<string> ignored)
    {
        Fields = fields;
        Ignored = ignored;
        byName = fields
            .SelectMany(field => field.Names.Select((name, rank) => KeyValuePair.Create(name, (field, rank))))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The fields that are read.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>Known names that nothing reads.</summary>
    public ImmutableArray<string> Ignored { get; }

    /// <summary>What an absent optional field means in this kind of object, in words; null if each field says so itself.</summary>
    public string? Absent { get; init; }

    /// <summary>Every name that is read, aliases included.</summary>
    public ImmutableArray<string> Names => byName.Keys;

    /// <summary>The field with this name and the name's rank, 0 for the canonical one; null if there is none.</summary>
    public (Field Field, int Rank)? Find(string name) => byName.TryGetValue(name, out var found) ? found : null;
}
