using System.Text.RegularExpressions;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>Finds the catalog's row of a model that a record names. Providers add the date of a version to the name.</summary>
/// <param name="catalog">The catalog.</param>
internal sealed partial class RecordedModels(Catalog catalog)
{
    private const int Most = 256;

    private readonly Dictionary<string, ModelSpec?> found = new(StringComparer.Ordinal);

    /// <summary>The row; null if there is none.</summary>
    /// <param name="name">The recorded name.</param>
    public ModelSpec? Find(string name)
    {
        if (!found.TryGetValue(name, out var model))
        {
            var plain = Date().Replace(name, "");
            model =
                catalog.Find(new(name))
                ?? catalog.Models.FirstOrDefault(row => row.Model == name)
                ?? catalog.Models.FirstOrDefault(row => Date().Replace(row.Model, "").Equals(plain, StringComparison.OrdinalIgnoreCase));
            if (found.Count < Most)
            {
                found.Add(name, model);
            }
        }

        return model;
    }

    [GeneratedRegex(@"-(?:\d{8}|\d{4}-\d\d-\d\d)$")]
    private static partial Regex Date();
}
