using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A name of a model, and its position.</summary>
internal sealed record ModelReference(string Name, JsonSyntax Node);

/// <summary>One entry of <c>candidates</c>.</summary>
internal sealed record CandidateDraft(ModelReference Model, CandidateFlags Flags)
{
    /// <summary>The entry as an object; null if it is a slug alone.</summary>
    public ObjectSyntax? Node { get; init; }
}

/// <summary>The router block before the model names in it are looked up.</summary>
internal sealed record RouterDraft
{
    /// <summary>No block: the defaults.</summary>
    public static RouterDraft Absent => new() { Spec = new RouterSpec() };

    /// <summary>The block in the text; null if there is none.</summary>
    public JsonSyntax? Node { get; init; }

    /// <summary>Its slug in the text; null if it states none.</summary>
    public JsonSyntax? SlugNode { get; init; }

    /// <summary>Everything that is final.</summary>
    public required RouterSpec Spec { get; init; }

    /// <summary>The classifier's name; null for none.</summary>
    public ModelReference? Classifier { get; init; }

    /// <summary>The default model's name; null for none.</summary>
    public ModelReference? Default { get; init; }

    /// <summary>The candidates in the text; null for every model.</summary>
    public JsonSyntax? CandidatesNode { get; init; }

    /// <summary>The candidates. Empty with a <see cref="CandidatesNode"/> if each of them was left out.</summary>
    public ImmutableArray<CandidateDraft> Candidates { get; init; } = [];
}
