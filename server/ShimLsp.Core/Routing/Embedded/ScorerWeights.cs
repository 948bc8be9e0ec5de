using System.Collections.Immutable;
using System.Text;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// What the scorer has learnt, as <c>training/ShimLsp.Training</c> writes it: a header of JSON that says from what, and the figures.
/// Little-endian.
/// </summary>
internal sealed class ScorerWeights
{
    /// <summary>The first bytes of the file.</summary>
    public static ReadOnlySpan<byte> Magic => "SHIM-LSP SCORER 2\n"u8;

    private readonly ImmutableArray<FormatHead> heads;

    private ScorerWeights(string provenance, ImmutableArray<FormatHead> heads, EditorHead size, EditorHead depth, double usualOfEditor)
    {
        Provenance = provenance;
        this.heads = heads;
        Size = size;
        Depth = depth;
        UsualOfEditor = usualOfEditor;
    }

    /// <summary>The built-in weights. They are read for the first task, not at the start.</summary>
    public static ScorerWeights BuiltIn => Embedded.Weights;

    /// <summary>What they were trained from, as JSON.</summary>
    public string Provenance { get; }

    /// <summary>What makes an editor's task hard for its size, learnt from what people sent to agents.</summary>
    public EditorHead Size { get; }

    /// <summary>
    /// What makes it hard for its depth: its words and no measure of its shape, learnt from graded tasks in which length tells nothing.
    /// </summary>
    public EditorHead Depth { get; }

    /// <summary>The median adequacy of editor tasks that people sent.</summary>
    public double UsualOfEditor { get; }

    /// <summary>The weights for a format.</summary>
    /// <param name="format">Any before <see cref="TaskFormat.Editor"/>.</param>
    public FormatHead Head(TaskFormat format) => heads[(int)format];

    /// <summary>Reads a file of weights.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="InvalidDataException">The stream is not such a file.</exception>
    public static ScorerWeights Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is no file of weights of this version.");
        }

        var provenance = reader.ReadString();
        var tables = new GramTable[reader.ReadByte()];
        for (var i = 0; i < tables.Length; i++)
        {
            tables[i] = Table(reader);
        }

        var heads = new FormatHead[reader.ReadByte()];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = new(
                tables[reader.ReadByte()],
                reader.ReadByte(),
                reader.ReadSingle(),
                Doubles(reader, ShapeVector.Length),
                Doubles(reader, ShapeVector.Length),
                Doubles(reader, ShapeVector.Length),
                reader.ReadSingle(),
                reader.ReadSingle(),
                reader.ReadSingle(),
                reader.ReadSingle()
            );
        }

        var size = Editor(reader, tables, EditorFeatures.Count);
        var depth = Editor(reader, tables, EditorFeatures.FirstShape);
        return new(provenance, [.. heads], size, depth, reader.ReadSingle());
    }

    private static EditorHead Editor(BinaryReader reader, GramTable[] tables, int features) =>
        new(tables[reader.ReadByte()], reader.ReadByte(), reader.ReadSingle(), Doubles(reader, features), reader.ReadSingle());

    private static GramTable Table(BinaryReader reader)
    {
        var places = new int[reader.ReadInt32()];
        var place = -1;
        for (var i = 0; i < places.Length; i++)
        {
            place += reader.Read7BitEncodedInt();
            places[i] = place;
        }

        var weights = new sbyte[places.Length];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
        return new(places, weights);
    }

    private static ImmutableArray<double> Doubles(BinaryReader reader, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = reader.ReadSingle();
        }

        return [.. values];
    }

    // Of a class of their own, which is initialised when it is first asked.
    private static class Embedded
    {
        public static readonly ScorerWeights Weights = Read(
            typeof(ScorerWeights).Assembly.GetManifestResourceStream("scorer.weights")
                ?? throw new InvalidOperationException("The weights are not in the assembly.")
        );
    }
}
