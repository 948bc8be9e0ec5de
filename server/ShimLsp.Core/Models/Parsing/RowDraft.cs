using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A row that has what it needs, before slugs are unique and candidates have had their say.</summary>
internal sealed record RowDraft
{
    /// <summary>Where it stands.</summary>
    public required JsonSyntax Node { get; init; }

    /// <summary>All that is settled; its slug is not.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>The slug as written; null if the row states none, or none that can be used.</summary>
    public string? Slug { get; init; }

    /// <summary>Where the slug stands.</summary>
    public JsonSyntax? SlugNode { get; init; }

    /// <summary>What it says about itself as a candidate.</summary>
    public required CandidateFlags Flags { get; init; }
}

/// <summary>What a row says, and a candidate may overrule; null if not stated.</summary>
internal sealed record CandidateFlags(double? Cost, string? Card, bool? Images, bool? Tools)
{
    public static CandidateFlags None { get; } = new(null, null, null, null);

    public static CandidateFlags Read(FieldReader reader, ProblemList problems) =>
        new(reader.Number(RowFields.Cost), reader.Text(RowFields.Card), ReadImages(reader, problems), reader.Flag(RowFields.SupportsTools));

    public CandidateFlags Over(CandidateFlags row) => new(Cost ?? row.Cost, Card ?? row.Card, Images ?? row.Images, Tools ?? row.Tools);

    private static bool? ReadImages(FieldReader reader, ProblemList problems)
    {
        var supports = reader.Flag(RowFields.SupportsImages);
        var lacks = reader.Flag(RowFields.NoImageSupport);
        if (supports is not null && supports == lacks)
        {
            problems.Warning(
                reader.Value(RowFields.NoImageSupport)!,
                CatalogProblemCode.ConflictingAliases,
                "`no_image_support` contradicts `supports_images`, which holds. Remove one of them."
            );
        }

        return supports ?? !lacks;
    }
}
