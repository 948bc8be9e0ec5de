using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Reads the <c>router</c> block. A fault in it never costs the whole file: a field that cannot be read keeps its default.
/// </summary>
internal sealed class RouterParser(ProblemList problems, TypoFinder typos)
{
    public RouterDraft Parse(ObjectSyntax? node)
    {
        if (node is null)
        {
            return RouterDraft.Absent;
        }

        var router = new FieldReader(RouterFields.Table, problems, typos).Read(node);
        var defaults = new RouterSpec();
        var candidates = router.Array(RouterFields.Candidates);
        var draft = new RouterDraft
        {
            Node = node,
            SlugNode = router.Value(RouterFields.Slug),
            Classifier = ReadReference(router, RouterFields.Classifier),
            Default = ReadReference(router, RouterFields.Default),
            // An empty list means every model, as a missing one does.
            CandidatesNode = candidates is { Items.IsEmpty: true } ? null : candidates,
            Candidates = candidates is null ? [] : ReadCandidates(candidates),
            Spec = defaults with
            {
                Enabled = router.Flag(RouterFields.Enabled) ?? defaults.Enabled,
                Slug = SlugAssignment.Read(router, RouterFields.Slug, problems) is { } slug ? new ModelSlug(slug) : defaults.Slug,
                DisplayName = router.Text(RouterFields.DisplayName) ?? defaults.DisplayName,
                Threshold = router.Number(RouterFields.Threshold) ?? defaults.Threshold,
                Cache = router.Flag(RouterFields.Cache) ?? defaults.Cache,
                CacheCapacity = router.Whole(RouterFields.CacheCapacity) ?? defaults.CacheCapacity,
                CacheTtl = Seconds(router.Number(RouterFields.CacheTtlSeconds)),
                Timeout = Seconds(router.Number(RouterFields.Timeout)) ?? defaults.Timeout,
                MaxTokens = router.Whole(RouterFields.MaxTokens) ?? defaults.MaxTokens,
                Affinity = ReadWord(router, RouterFields.Affinity, AffinityNames.Parse) ?? defaults.Affinity,
                Escalation = ReadWord(router, RouterFields.Escalation, EscalationNames.Parse) ?? defaults.Escalation,
                Learning = ReadWord(router, RouterFields.Learning, LearningNames.Parse) ?? defaults.Learning,
            },
        };
        RouterEffects.Check(router, draft, problems);
        return draft;
    }

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;

    private static ModelReference? ReadReference(FieldReader reader, Field field, ProblemSeverity ifWrong = ProblemSeverity.Warning) =>
        reader.Text(field, ifWrong) is { } name ? new ModelReference(name, reader.Value(field)!) : null;

    private T? ReadWord<T>(FieldReader router, Field field, Func<string, T?> parse)
        where T : struct
    {
        if (router.Text(field) is not { } name)
        {
            return null;
        }

        var read = parse(name);
        if (read is null)
        {
            problems.Warning(
                router.Value(field)!,
                CatalogProblemCode.UnknownValue,
                $"`{field.Name}` must be {((FieldType.Choice)field.Type).Listed}; it is ignored.",
                inSchema: true
            );
        }

        return read;
    }

    private ImmutableArray<CandidateDraft> ReadCandidates(ArraySyntax candidates)
    {
        var read = ImmutableArray.CreateBuilder<CandidateDraft>();
        foreach (var item in candidates.Items)
        {
            switch (item)
            {
                case StringSyntax name when !string.IsNullOrWhiteSpace(name.Value):
                    read.Add(new CandidateDraft(new ModelReference(name.Value.Trim(), name), CandidateFlags.None));
                    break;
                case ObjectSyntax node:
                    var candidate = new FieldReader(CandidateFields.Table, problems, typos).Read(node);
                    if (ReadReference(candidate, CandidateFields.Slug, ProblemSeverity.Error) is { } reference)
                    {
                        read.Add(new CandidateDraft(reference, CandidateFlags.Read(candidate, problems)) { Node = node });
                    }
                    else if (candidate.Value(CandidateFields.Slug) is null or StringSyntax)
                    {
                        problems.Error(
                            node,
                            CatalogProblemCode.MissingField,
                            "The candidate has no `slug` and is left out. Give the slug of a model of this file.",
                            inSchema: true
                        );
                    }

                    break;
                default:
                    problems.Error(
                        item,
                        CatalogProblemCode.WrongType,
                        "A candidate must be an object with a `slug`, or a slug; this one is left out.",
                        inSchema: true
                    );
                    break;
            }
        }

        return read.DrainToImmutable();
    }
}
