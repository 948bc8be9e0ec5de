namespace ShimLsp.Training.Fit;

/// <summary>The places that occur often enough to learn a weight for, as columns of a design.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<int, int> columns = [];
    private readonly List<int> places = [];

    /// <summary>Counts in how many texts each place occurs.</summary>
    /// <param name="texts">The places of each text.</param>
    /// <param name="fewest">The fewest texts that a place has to occur in.</param>
    public Vocabulary(IEnumerable<int[]> texts, int fewest)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var text in texts)
        {
            foreach (var place in text)
            {
                counts[place] = counts.GetValueOrDefault(place) + 1;
            }
        }

        foreach (var (place, count) in counts)
        {
            if (count >= fewest)
            {
                columns.Add(place, places.Count);
                places.Add(place);
            }
        }
    }

    /// <summary>The places, rising; a column each.</summary>
    public IReadOnlyList<int> Places => places;

    /// <summary>A row: of a text of n words each known one counts 1/sqrt(n), unknown ones nothing.</summary>
    /// <param name="text">The places of a text.</param>
    /// <param name="dense">The values of the columns after the words.</param>
    public DesignRow Row(int[] text, double[] dense) =>
        new([.. text.Where(columns.ContainsKey).Select(place => columns[place])], 1 / Math.Sqrt(Math.Max(1, text.Length)), dense);
}
