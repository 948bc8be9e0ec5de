using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Fields;

/// <summary>Whether an object must state a field.</summary>
internal enum FieldNeed
{
    /// <summary>It may be absent, or null.</summary>
    Optional,

    /// <summary>It may be absent if something else stands for it. Null is not accepted.</summary>
    Conditional,

    /// <summary>It must be there.</summary>
    Required,
}

/// <summary>
/// Everything that is known about one field. The parsers read it. <c>npm run generate</c> makes the schema, the settings of the VS Code
/// extension and the tables of docs/configuration.md from it.
/// </summary>
/// <param name="name">The canonical name.</param>
/// <param name="type">The type of its value.</param>
/// <param name="summary">What it means, in one sentence.</param>
internal sealed class Field(string name, FieldType type, string summary)
{
    /// <summary>The canonical name.</summary>
    public string Name { get; } = name;

    /// <summary>The type of its value.</summary>
    public FieldType Type { get; } = type;

    /// <summary>What it means, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>Other accepted names, best first.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Whether it is an older spelling of another field: it is read, and no editor should offer it.</summary>
    public bool IsOlder { get; init; }

    /// <summary>Whether it is required.</summary>
    public FieldNeed Need { get; init; }

    /// <summary>The value of an absent field, as JSON; null if there is none.</summary>
    public string? Default { get; init; }

    /// <summary>What happens without it, in words, if <see cref="Default"/> does not say so; empty if there is nothing to say.</summary>
    public string Absent { get; init; } = "";

    /// <summary>An example value, as JSON; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>The page under docs/ that says more, with its anchor; null for none.</summary>
    public string? Page { get; init; }

    /// <summary>Every name, the canonical one first.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);
}
