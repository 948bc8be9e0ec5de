using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>Finds scores by model. Looking through a few is quickest; a catalog of many thousands gets a table.</summary>
internal readonly struct ScoreLookup
{
    private const int Few = 32;

    private readonly ScoreSheet sheet;
    private readonly Dictionary<ModelSlug, Score>? table;

    /// <summary>Makes ready to look.</summary>
    /// <param name="sheet">The scores.</param>
    public ScoreLookup(ScoreSheet sheet)
    {
        this.sheet = sheet;
        if (sheet.Scores.Length > Few)
        {
            table = new(sheet.Scores.Length);
            foreach (var score in sheet.Scores)
            {
                table.TryAdd(score.Slug, score);
            }
        }
    }

    /// <summary>As <see cref="ScoreSheet.Find"/>.</summary>
    /// <param name="slug">The model.</param>
    public Score Find(ModelSlug slug) => table is null ? sheet.Find(slug) : table.GetValueOrDefault(slug);
}
