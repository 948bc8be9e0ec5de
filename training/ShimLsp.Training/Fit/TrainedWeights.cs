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
    /// <param name="editor">The two readings of editor tasks.</param>
    /// <param name="usualOfEditor">The middle adequacy of editor tasks.</param>
    public static void Write(
        Stream stream,
        string provenance,
        IReadOnlyList<(FormatModel Model, Platt Calibration, double Usual)> heads,
        EditorModels editor,
        double usualOfEditor
    )
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(ScorerWeights.Magic);
        writer.Write(provenance);

        // A choice has most of the words and a table of its own, and so has each reading of editor tasks. The others share one, each with
        // its words at other places.
        var scales = heads.Select(head => Scale(head.Model.WordWeights)).ToArray();
        var (size, depth) = (Scale(editor.Size.WordWeights), Scale(editor.Depth.WordWeights));
        writer.Write((byte)4);
        Table(writer, [Words(heads[0].Model.Places, heads[0].Model.WordWeights, scales[0], salt: 0)]);
        Table(writer, [.. heads.Skip(1).Select((head, i) => Words(head.Model.Places, head.Model.WordWeights, scales[i + 1], i + 1))]);
        Table(writer, [Words(editor.Size.Places, editor.Size.WordWeights, size, salt: 0)]);
        Table(writer, [Words(editor.Depth.Places, editor.Depth.WordWeights, depth, salt: 0)]);

        writer.Write((byte)heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            var (model, calibration, usual) = heads[i];
            Reference(writer, table: Math.Min(1, i), salt: i, scales[i]);
            Figures(writer, model.Means);
            Figures(writer, model.Scales);
            Figures(writer, model.ShapeWeights);
            Figures(writer, [model.Bias, calibration.Offset, calibration.Slope, usual]);
        }

        Editor(writer, table: 2, editor.Size, size);
        Editor(writer, table: 3, editor.Depth, depth);
        Figures(writer, [usualOfEditor]);
    }

    private static void Editor(BinaryWriter writer, int table, EditorModel model, double scale)
    {
        Reference(writer, table, salt: 0, scale);
        Figures(writer, model.FeatureWeights);
        Figures(writer, [model.Bias]);
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

    private static void Reference(BinaryWriter writer, int table, int salt, double scale)
    {
        writer.Write((byte)table);
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
