using System.Collections.Concurrent;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What was done, in numbers. Thread-safe.</summary>
internal sealed class Tally
{
    public const string Requests = "requests";
    public const string Answer = "longest from a request to its answer";
    public const string Edit = "longest from an edit nobody announced to its effect";

    private readonly ConcurrentDictionary<string, long> counts = new();
    private readonly ConcurrentDictionary<string, TimeSpan> longest = new();

    /// <summary>The counts, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>The longest of each kind of wait.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Waits => longest;

    public void Count(string what) => Count(what, 1);

    public void Count(string what, long more) =>
        counts.AddOrUpdate(what, static (_, more) => more, static (_, before, more) => before + more, more);

    public void Waited(string what, TimeSpan span) => longest.AddOrUpdate(what, span, (_, before) => span > before ? span : before);

    /// <summary>A call was judged.</summary>
    public void Judged(Exchange exchange)
    {
        if (exchange.Answer is not null)
        {
            Count(Requests);
            Waited(Answer, exchange.HeardAt - exchange.SaidAt);
        }

        Count(
            exchange switch
            {
                { ErrorCode: { } code } => $"refused, {code}",
                { Call: RouteCall } => $"routes, {exchange.Result.GetProperty("source").GetString()}",
                { Call: SwitchCall } => "switches",
                { Call: ConfigureCall } => "configurations",
                { Call: EditCall { Catalog: null } } => "edits, broken",
                { Call: EditCall } => "edits, another catalog or the same",
                { Call: FilesChangedCall } => "edits, announced",
                { Call: ReportCall } => "outcomes",
                { Call: OpenCall } => "sessions opened",
                _ => "others",
            }
        );
    }
}
