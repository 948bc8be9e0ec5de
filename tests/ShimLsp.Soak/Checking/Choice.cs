using ShimLsp.Soak.Facts;

namespace ShimLsp.Soak.Checking;

/// <summary>The rule by which a model is chosen, as it is written down.</summary>
internal static class Choice
{
    /// <summary>
    /// The cheapest that reaches the threshold, of equals the higher score, then the slug; where none does, the highest score, then the
    /// cheaper, then the slug.
    /// </summary>
    public static ModelFacts Of(IEnumerable<(ModelFacts Model, double Score)> candidates, double threshold)
    {
        var all = candidates.ToArray();
        var good = all.Where(candidate => candidate.Score >= threshold).ToArray();
        return good.Length > 0
            ? good.OrderBy(one => one.Model.Cost)
                .ThenByDescending(one => one.Score)
                .ThenBy(one => one.Model.Slug, StringComparer.Ordinal)
                .First()
                .Model
            : all.OrderByDescending(one => one.Score)
                .ThenBy(one => one.Model.Cost)
                .ThenBy(one => one.Model.Slug, StringComparer.Ordinal)
                .First()
                .Model;
    }
}
