using System.Collections.Immutable;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>What a series of values belongs to: names and values, in the order of the code. Compared by content.</summary>
internal sealed class TagSet : IEquatable<TagSet>
{
    /// <summary>Marks the series that takes what would be one series too many.</summary>
    private const string OverflowName = "otel.metric.overflow";

    private readonly int hash;

    private TagSet(ImmutableArray<KeyValuePair<string, object>> tags)
    {
        Tags = tags;
        var all = new HashCode();
        foreach (var (name, value) in tags)
        {
            all.Add(name);
            all.Add(value);
        }

        hash = all.ToHashCode();
    }

    /// <summary>What is beyond the limit of series.</summary>
    public static TagSet Overflow => new([KeyValuePair.Create(OverflowName, (object)true)]);

    /// <summary>Names and values.</summary>
    public ImmutableArray<KeyValuePair<string, object>> Tags { get; }

    /// <summary>Makes it.</summary>
    /// <param name="tags">Names and values. One whose value is null is left out.</param>
    public static TagSet Of(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = ImmutableArray.CreateBuilder<KeyValuePair<string, object>>(tags.Length);
        foreach (var (name, value) in tags)
        {
            if (value is not null)
            {
                kept.Add(KeyValuePair.Create(name, value));
            }
        }

        return new(kept.DrainToImmutable());
    }

    /// <inheritdoc/>
    public bool Equals(TagSet? other) => other is not null && hash == other.hash && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TagSet);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;
}
