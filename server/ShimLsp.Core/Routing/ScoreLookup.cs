using ShimLsp.Core.Models;

namespace ShimLsp.Core.Routing;

/// <summary>Finds scores by model. Looking through a few is quickest; a catalog of many thousands gets a table.</summary>
internal readonly struct ScoreLookup
{
    private const int Few = 32;

    private readonly ScoreSheet sheet;
    private readonly Dictionary<ModelSlug, int>? table;

    /// <summary>Prepares look-ups.</summary>
    /// <param name="sheet">The scores.</param>
    public ScoreLookup(ScoreSheet sheet)
    {
        this.sheet = sheet;
        if (sheet.Scores.Length > Few)
        {
            table = new(sheet.Scores.Length);
            for (var at = 0; at < sheet.Scores.Length; at++)
            {
                table.TryAdd(sheet.Scores[at].Slug, at);
            }
        }
    }

    /// <summary>As <see cref="ScoreSheet.IndexOf"/>.</summary>
    /// <param name="slug">The model.</param>
    public int IndexOf(ModelSlug slug) => table is null ? sheet.IndexOf(slug) : table.GetValueOrDefault(slug, -1);
}
