using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// Finds a row by its slug. Older files use the model's name instead, which works if only one row has it. Most catalogs ask for no row, so
/// the tables are built when one is asked for.
/// </summary>
internal sealed class ModelNames(ImmutableArray<RowDraft> rows, ImmutableArray<ModelSlug> slugs)
{
    private Dictionary<string, int>? bySlug;
    private Dictionary<string, int?>? byModel;

    /// <summary>The row's index; null if no row, or more than one, has this name.</summary>
    public int? Find(string name) =>
        (bySlug ??= BySlug()).TryGetValue(name, out var at) ? at : (byModel ??= ByModel()).GetValueOrDefault(name);

    private Dictionary<string, int> BySlug()
    {
        var table = new Dictionary<string, int>(rows.Length, StringComparer.Ordinal);
        for (var at = 0; at < slugs.Length; at++)
        {
            table.Add(slugs[at].Value, at);
        }

        return table;
    }

    private Dictionary<string, int?> ByModel()
    {
        var table = new Dictionary<string, int?>(rows.Length, StringComparer.Ordinal);
        for (var at = 0; at < rows.Length; at++)
        {
            var model = rows[at].Spec.Model;
            table[model] = table.ContainsKey(model) ? null : at;
        }

        return table;
    }
}
