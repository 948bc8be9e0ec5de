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
/// All that is known of one field. The parsers read it, and the schema, the settings of the VS Code extension and the tables of
/// docs/configuration.md are generated from it: <c>npm run generate</c>.
/// </summary>
/// <param name="name">Its canonical name.</param>
/// <param name="type">What it holds.</param>
/// <param name="summary">What it says, in one sentence.</param>
internal sealed class Field(string name, FieldType type, string summary)
{
    /// <summary>Its canonical name.</summary>
    public string Name { get; } = name;

    /// <summary>What it holds.</summary>
    public FieldType Type { get; } = type;

    /// <summary>What it says, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>Other names under which it is accepted, best first.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Whether it must be there.</summary>
    public FieldNeed Need { get; init; }

    /// <summary>The value that an absent field has, as JSON; null if there is no such value.</summary>
    public string? Default { get; init; }

    /// <summary>What happens without it, in words, if <see cref="Default"/> does not say it; empty for nothing to say.</summary>
    public string Absent { get; init; } = "";

    /// <summary>A value as a person may write it, as JSON; null for none.</summary>
    public string? Example { get; init; }

    /// <summary>The page under docs/ that says more, with its anchor; null for none.</summary>
    public string? Page { get; init; }

    /// <summary>Every name, the canonical one first.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);
}
