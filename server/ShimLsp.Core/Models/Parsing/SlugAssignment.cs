using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Gives each row, and Auto, its own slug. Written slugs come first, then Auto's, then derived ones. So a new row never takes a name away
/// from a row that states it.
/// </summary>
internal sealed class SlugAssignment(ProblemList problems)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> nextSuffix = new(StringComparer.Ordinal);
    private Dictionary<string, JsonSyntax>? first;

    /// <summary>
    /// A slug made from a name: lower case, each run of other characters becomes one hyphen; <c>model</c> if nothing is left.
    /// </summary>
    public static string Derive(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var derived = slug.ToString().TrimEnd('-');
        return derived.Length == 0 ? "model" : derived;
    }

    /// <summary>
    /// The slug that an object states; null if it states none. If the text contains white space, a slug is derived from it.
    /// </summary>
    public static string? Read(FieldReader reader, Field field, ProblemList problems)
    {
        var slug = reader.Text(field);
        if (slug is null || !(ShownText.HasControl(slug) || ShownText.HasWhiteSpace(slug)))
        {
            return slug;
        }

        var derived = Derive(slug);
        problems.Warning(
            reader.Value(field)!,
            CatalogProblemCode.InvalidSlug,
            $"A slug has no spaces: {ShownText.Quote(derived)} is used instead. Write that.",
            inSchema: true
        );
        return derived;
    }

    /// <summary>The slugs of the rows, in their order, and Auto's.</summary>
    public (ImmutableArray<ModelSlug> Rows, ModelSlug Auto) Assign(ImmutableArray<RowDraft> rows, RouterDraft router)
    {
        taken.EnsureCapacity(rows.Length + 1);
        var slugs = new ModelSlug?[rows.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at].Slug is { } written && taken.Add(written))
            {
                slugs[at] = new ModelSlug(written);
            }
        }

        var auto = AssignAuto(router, rows);
        HashSet<string>? shared = null;
        for (var at = 0; at < rows.Length; at++)
        {
            slugs[at] ??= Derived(rows, rows[at], shared ??= SharedModels(rows));
        }

        return ([.. slugs.Select(slug => slug!.Value)], auto);
    }

    private ModelSlug AssignAuto(RouterDraft router, ImmutableArray<RowDraft> rows)
    {
        var wanted = router.Spec.Slug.Value;
        var free = Free(wanted);
        if (free != wanted)
        {
            problems.Warning(
                router.SlugNode ?? rows.First(row => row.Slug == wanted).SlugNode!,
                CatalogProblemCode.DuplicateSlug,
                $"A model and the router share the slug {ShownText.Quote(wanted)}, so Auto is listed as {ShownText.Quote(free)}. "
                    + "Give one of them another `slug`.",
                related: router.SlugNode is null ? null : (rows.First(row => row.Slug == wanted).SlugNode!, "The model's slug.")
            );
        }

        return new ModelSlug(free);
    }

    private static HashSet<string> SharedModels(ImmutableArray<RowDraft> rows) =>
        rows.CountBy(row => row.Spec.Model).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();

    private ModelSlug Derived(ImmutableArray<RowDraft> rows, RowDraft row, HashSet<string> sharedModels)
    {
        if (row.Slug is not { } written)
        {
            return new ModelSlug(Free(Derive(sharedModels.Contains(row.Spec.Model) ? row.Spec.DisplayName : row.Spec.Model)));
        }

        var free = Free(written);
        problems.Warning(
            row.SlugNode ?? row.Node,
            CatalogProblemCode.DuplicateSlug,
            $"An earlier row has the slug {ShownText.Quote(written)}, so this one is listed as {ShownText.Quote(free)}. "
                + "Give it a `slug` of its own.",
            related: (First(rows, written), "The first row with this slug.")
        );
        return new ModelSlug(free);
    }

    private JsonSyntax First(ImmutableArray<RowDraft> rows, string slug) =>
        (
            first ??= rows.Where(row => row.Slug is not null)
                .DistinctBy(row => row.Slug!)
                .ToDictionary(row => row.Slug!, row => row.SlugNode ?? row.Node, StringComparer.Ordinal)
        )[slug];

    /// <summary>
    /// The slug itself if it is free, else the slug with the first free number. The count continues, so many equal rows cost no more each.
    /// </summary>
    private string Free(string slug)
    {
        var free = slug;
        while (!taken.Add(free))
        {
            var suffix = nextSuffix[slug] = nextSuffix.GetValueOrDefault(slug, 1) + 1;
            free = string.Create(CultureInfo.InvariantCulture, $"{slug}-{suffix}");
        }

        return free;
    }
}
