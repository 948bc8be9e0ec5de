using System.Text;
using System.Text.Json;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>One thing measured of another gateway and of ours, by turns.</summary>
/// <param name="Peer">What the other is called.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Theirs">The other's values.</param>
/// <param name="Ours">Our values, in the same order.</param>
/// <param name="Bar">What ours may be of theirs: at most if it is below 1, at least if it is above; null if that only informs.</param>
internal sealed record Measure(
    string Peer,
    string What,
    string Unit,
    IReadOnlyList<double> Theirs,
    IReadOnlyList<double> Ours,
    double? Bar = null
)
{
    private Sample Ratio => Sample.Of(Ours.Zip(Theirs, (our, their) => our / their));

    private bool? IsMet =>
        Bar switch
        {
            null => null,
            > 1 => Ratio.Median >= Bar,
            _ => Ratio.Median <= Bar,
        };

    /// <summary>Its rows in the bench's table.</summary>
    public IEnumerable<ResultRow> Rows() =>
        [
            new($"{Peer}: {What}, {Unit}", Sample.Of(Theirs)),
            new("ours", Sample.Of(Ours)),
            new("ours / theirs", Ratio, Bar is { } bar ? FormattableString.Invariant($"{(bar > 1 ? ">=" : "<=")} {bar:0.##}") : "", IsMet),
        ];

    /// <summary>It as one line of JSON.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("peer", Peer);
            json.WriteString("what", What);
            json.WriteString("unit", Unit);
            json.WriteNumber("theirs", Sample.Of(Theirs).Median);
            json.WriteNumber("ours", Sample.Of(Ours).Median);
            json.WriteNumber("ratio", Ratio.Median);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
