using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A row with all required fields, before slugs are made unique and candidates override it.</summary>
internal sealed record RowDraft
{
    /// <summary>The row in the text.</summary>
    public required JsonSyntax Node { get; init; }

    /// <summary>Everything that is final. The slug is not.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>The slug as written; null if the row states none, or none that is valid.</summary>
    public string? Slug { get; init; }

    /// <summary>The slug in the text.</summary>
    public JsonSyntax? SlugNode { get; init; }

    /// <summary>What the row states and a candidate may override.</summary>
    public required CandidateFlags Flags { get; init; }

    /// <summary>Whether Auto may choose it, if the router's candidates allow it too.</summary>
    public bool MayBeCandidate { get; init; } = true;
}

/// <summary>What a row states and a candidate may override; null if not stated.</summary>
internal sealed record CandidateFlags(double? Cost, string? Card, bool? Images, bool? Tools)
{
    public static CandidateFlags None { get; } = new(null, null, null, null);

    public static CandidateFlags Read(FieldReader reader, ProblemList problems) =>
        new(reader.Number(RowFields.Cost), reader.Text(RowFields.Card), ReadImages(reader, problems), reader.Flag(RowFields.SupportsTools));

    public CandidateFlags Over(CandidateFlags row) =>
        ReferenceEquals(this, None) ? row : new(Cost ?? row.Cost, Card ?? row.Card, Images ?? row.Images, Tools ?? row.Tools);

    private static bool? ReadImages(FieldReader reader, ProblemList problems)
    {
        var supports = reader.Flag(RowFields.SupportsImages);
        var lacks = reader.Flag(RowFields.NoImageSupport);
        if (supports is not null && supports == lacks)
        {
            problems.Warning(
                reader.Value(RowFields.NoImageSupport)!,
                CatalogProblemCode.ConflictingAliases,
                "`no_image_support` contradicts `supports_images`, which wins. Remove one of them."
            );
        }
        else if (supports is not null && lacks is not null)
        {
            problems.NoEffect(
                reader.MemberOf(RowFields.NoImageSupport)!.Value,
                "`supports_images` says the same. Remove `no_image_support`."
            );
        }

        return supports ?? !lacks;
    }
}
