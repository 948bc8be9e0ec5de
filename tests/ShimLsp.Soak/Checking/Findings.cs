using System.Collections.Immutable;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>What kind of wrong.</summary>
public enum FindingKind
{
    /// <summary>An answer from a state that had ended before its call was sent.</summary>
    Stale,

    /// <summary>A call that was never answered.</summary>
    Lost,

    /// <summary>An answer without a waiting call: a second one, or one to no call.</summary>
    Repeated,

    /// <summary>A refusal that is not in the contract's table, or not due.</summary>
    Refusal,

    /// <summary>Something of one tenant that reached another, or was sent with another's key.</summary>
    Crossed,

    /// <summary>Any other difference from the contract.</summary>
    Wrong,
}

/// <summary>Something that is not as the contract says.</summary>
/// <param name="Kind">What kind of wrong.</param>
/// <param name="Session">Where.</param>
/// <param name="What">In a sentence.</param>
/// <param name="Before">The last exchanges of that session, the one in question last.</param>
internal sealed record Finding(FindingKind Kind, string Session, string What, ImmutableArray<string> Before);

/// <summary>The faults that all checkers found. Thread-safe.</summary>
internal sealed class Findings
{
    private readonly Lock gate = new();
    private ImmutableList<Finding> all = [];

    /// <summary>Everything so far, in the order of its finding.</summary>
    public IReadOnlyList<Finding> All
    {
        get
        {
            lock (gate)
            {
                return all;
            }
        }
    }

    public void Add(FindingKind kind, string session, string what, IEnumerable<Exchange> before) =>
        Add(new Finding(kind, session, what, [.. before.Select(exchange => exchange.ToString())]));

    public void Add(Finding finding)
    {
        lock (gate)
        {
            all = all.Add(finding);
        }
    }
}
