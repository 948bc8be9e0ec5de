using System.Text;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Fit;

/// <summary>
/// Writes the file that <see cref="ScorerWeights"/> reads: words as whole numbers of -127 to 127, everything else in single precision.
/// </summary>
internal static class TrainedWeights
{
    private const int Steps = 127;

    /// <summary>Writes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="provenance">What it was made from, as JSON.</param>
    /// <param name="heads">Each format's model, its calibration and its middle adequacy, in the order of <see cref="TaskFormat"/>.</param>
    /// <param name="editor">That of editor tasks.</param>
    /// <param name="prior">The adequacy of a text about which nothing is known.</param>
    public static void Write(
        Stream stream,
        string provenance,
        IReadOnlyList<(FormatModel Model, Platt Calibration, double Usual)> heads,
        EditorModel editor,
        double prior
    )
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(ScorerWeights.Magic);
        writer.Write(provenance);

        // A choice has most of the words and a table of its own. The others share one, each with its words at other places.
        var scales = heads.Select(head => Scale(head.Model.WordWeights)).Append(Scale(editor.WordWeights)).ToArray();
        writer.Write((byte)2);
        Table(writer, [Words(heads[0].Model.Places, heads[0].Model.WordWeights, scales[0], salt: 0)]);
        Table(
            writer,
            [
                .. heads.Skip(1).Select((head, i) => Words(head.Model.Places, head.Model.WordWeights, scales[i + 1], i + 1)),
                Words(editor.Places, editor.WordWeights, scales[^1], heads.Count),
            ]
        );

        writer.Write((byte)heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            var (model, calibration, usual) = heads[i];
            Reference(writer, i, scales[i]);
            Figures(writer, model.Means);
            Figures(writer, model.Scales);
            Figures(writer, model.ShapeWeights);
            Figures(writer, [model.Bias, calibration.Offset, calibration.Slope, usual]);
        }

        Reference(writer, heads.Count, scales[^1]);
        Figures(writer, editor.FeatureWeights);
        Figures(writer, [editor.Bias, prior]);
    }

    private static double Scale(ReadOnlySpan<double> weights)
    {
        var largest = 0.0;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        return largest / Steps;
    }

    private static (int Place, sbyte Weight)[] Words(IReadOnlyList<int> places, ReadOnlySpan<double> weights, double scale, int salt)
    {
        var words = new List<(int, sbyte)>();
        for (var i = 0; i < places.Count; i++)
        {
            if ((sbyte)Math.Round(weights[i] / scale) is var step and not 0)
            {
                words.Add((GramTable.SaltedPlace(places[i], salt), step));
            }
        }

        return [.. words];
    }

    // Where two formats have a word at one place, the one that says more keeps it.
    private static void Table(BinaryWriter writer, (int Place, sbyte Weight)[][] words)
    {
        var kept = new SortedDictionary<int, sbyte>();
        foreach (var (place, weight) in words.SelectMany(format => format))
        {
            if (!kept.TryGetValue(place, out var other) || Math.Abs(weight) > Math.Abs(other))
            {
                kept[place] = weight;
            }
        }

        writer.Write(kept.Count);
        var before = -1;
        foreach (var place in kept.Keys)
        {
            writer.Write7BitEncodedInt(place - before);
            before = place;
        }

        foreach (var weight in kept.Values)
        {
            writer.Write(weight);
        }
    }

    private static void Reference(BinaryWriter writer, int salt, double scale)
    {
        writer.Write((byte)Math.Min(1, salt));
        writer.Write((byte)salt);
        writer.Write((float)scale);
    }

    private static void Figures(BinaryWriter writer, ReadOnlySpan<double> figures)
    {
        foreach (var figure in figures)
        {
            writer.Write((float)figure);
        }
    }
}
