using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Text;

/// <summary>What a text says, as far as it can be read.</summary>
/// <param name="Root">The value; null if the text contains none.</param>
/// <param name="Faults">
/// What is wrong, in the order in which a reader meets it: a bracket that is never closed comes last. At most
/// <see cref="SyntaxFaults.Most"/>. The text is JSON if there are none.
/// </param>
internal sealed record JsonTree(JsonSyntax? Root, ImmutableArray<SyntaxFault> Faults);

/// <summary>Collects faults. A hostile text could make millions, so only the first ones are kept.</summary>
internal sealed class SyntaxFaults
{
    /// <summary>How many are kept.</summary>
    public const int Most = 100;

    private readonly List<SyntaxFault> kept = [];

    /// <summary>Adds a fault.</summary>
    public void Add(SyntaxFaultKind kind, int start, int end)
    {
        if (kept.Count < Most)
        {
            kept.Add(new SyntaxFault(kind, start, end));
        }
    }

    /// <summary>All that were kept.</summary>
    public ImmutableArray<SyntaxFault> ToImmutable() => [.. kept];
}
