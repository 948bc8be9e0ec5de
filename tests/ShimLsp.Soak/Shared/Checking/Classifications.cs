using System.Collections.Concurrent;
using System.Collections.Immutable;
using ShimLsp.Mock;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>A classification as the classifier did it.</summary>
/// <param name="Serial">Its number, which its scores carry.</param>
/// <param name="Tenant">Whose.</param>
/// <param name="Task">Of which task.</param>
/// <param name="Version">The version of the catalog that it was asked under.</param>
/// <param name="At">When it was asked for.</param>
internal sealed record Classified(int Serial, string Tenant, string Task, int Version, TimeSpan At);

/// <summary>
/// All classifications of a run. Each has a serial number that is in its scores, behind the digits that matter, so a decision shows which
/// classification it goes by. Thread-safe.
/// </summary>
internal sealed class Classifications
{
    private const double Low = 0.1;
    private const double High = 0.8;
    private const double Unit = 1e-8;

    private readonly ConcurrentDictionary<int, Classified> bySerial = new();
    private readonly ConcurrentDictionary<(string Tenant, string Task), int> counts = new();
    private int last;

    /// <summary>Classifies a task: the models from the one that fits it on are good enough.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="task">The task.</param>
    /// <param name="version">The catalog's version.</param>
    /// <param name="slugs">The models, the cheapest first.</param>
    /// <param name="fit">The index of the one that fits.</param>
    /// <param name="now">The time.</param>
    public Answer Classify(string tenant, string task, int version, ImmutableArray<string> slugs, int fit, TimeSpan now)
    {
        var serial = Interlocked.Increment(ref last);
        bySerial[serial] = new(serial, tenant, task, version, now);
        counts.AddOrUpdate((tenant, task), 1, static (_, before) => before + 1);
        return Answer.Scores([.. slugs.Select((slug, index) => (slug, (index < fit ? Low : High) + (serial * Unit)))]);
    }

    /// <summary>How often a task was classified.</summary>
    public int Count(string tenant, string task) => counts.GetValueOrDefault((tenant, task));

    /// <summary>All in all.</summary>
    public int Total => Volatile.Read(ref last);

    /// <summary>The classification that a score comes from; null if it is no classifier's.</summary>
    /// <param name="score">The score.</param>
    public Classified? Of(double score)
    {
        var digits = (score >= High ? score - High : score - Low) / Unit;
        return Math.Abs(digits - Math.Round(digits)) < 0.01 ? bySerial.GetValueOrDefault((int)Math.Round(digits)) : null;
    }
}
