using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Finds a row by its slug. Older files use the model's name instead, which works if only one row has it.</summary>
internal sealed class ModelNames
{
    private readonly Dictionary<string, int> bySlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?> byModel = new(StringComparer.Ordinal);

    public ModelNames(ImmutableArray<RowDraft> rows, ImmutableArray<ModelSlug> slugs)
    {
        bySlug.EnsureCapacity(rows.Length);
        byModel.EnsureCapacity(rows.Length);
        for (var at = 0; at < rows.Length; at++)
        {
            bySlug.Add(slugs[at].Value, at);
            var model = rows[at].Spec.Model;
            byModel[model] = byModel.ContainsKey(model) ? null : at;
        }
    }

    /// <summary>The row's index; null if no row, or more than one, has this name.</summary>
    public int? Find(string name) => bySlug.TryGetValue(name, out var at) ? at : byModel.GetValueOrDefault(name);
}
