using System.Collections.Immutable;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A name of a model, and where it stands.</summary>
internal sealed record ModelReference(string Name, JsonSyntax Node);

/// <summary>One entry of <c>candidates</c>.</summary>
internal sealed record CandidateDraft(ModelReference Model, CandidateFlags Flags);

/// <summary>The router block before its names of models are looked up.</summary>
internal sealed record RouterDraft
{
    /// <summary>No block: the defaults.</summary>
    public static RouterDraft Absent => new() { Spec = new RouterSpec() };

    /// <summary>Where the block stands; null if there is none.</summary>
    public JsonSyntax? Node { get; init; }

    /// <summary>Where its slug stands; null if it states none.</summary>
    public JsonSyntax? SlugNode { get; init; }

    /// <summary>All that is settled.</summary>
    public required RouterSpec Spec { get; init; }

    /// <summary>The classifier's name; null for none.</summary>
    public ModelReference? Classifier { get; init; }

    /// <summary>The default model's name; null for none.</summary>
    public ModelReference? Default { get; init; }

    /// <summary>Where the candidates stand; null for every model.</summary>
    public JsonSyntax? CandidatesNode { get; init; }

    /// <summary>The candidates; empty with a node where each of them was left out.</summary>
    public ImmutableArray<CandidateDraft> Candidates { get; init; } = [];
}
