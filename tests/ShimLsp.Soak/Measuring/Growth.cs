namespace ShimLsp.Soak.Measuring;

/// <summary>How fast a process grows: the slope of the line that fits its resident memory best.</summary>
/// <param name="PerMinute">MiB a minute; negative if it shrinks.</param>
/// <param name="Least">The least resident memory, in MiB.</param>
/// <param name="Most">The most.</param>
internal readonly record struct Growth(double PerMinute, double Least, double Most)
{
    private const int Fewest = 10;

    /// <summary>Judges the looks at one process; null if there are too few to say anything.</summary>
    /// <param name="looks">The looks.</param>
    public static Growth? Of(IReadOnlyList<ProcessLook> looks)
    {
        if (looks.Count < Fewest)
        {
            return null;
        }

        var (time, size) = (looks.Average(look => look.Since.TotalMinutes), looks.Average(look => look.ResidentMebibytes));
        var spread = looks.Sum(look => Math.Pow(look.Since.TotalMinutes - time, 2));
        var slope = looks.Sum(look => (look.Since.TotalMinutes - time) * (look.ResidentMebibytes - size)) / spread;
        return new(slope, looks.Min(look => look.ResidentMebibytes), looks.Max(look => look.ResidentMebibytes));
    }
}
