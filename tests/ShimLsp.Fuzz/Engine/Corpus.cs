namespace ShimLsp.Fuzz.Engine;

/// <summary>
/// The inputs that are kept for a target: one file, one input per line, written by <see cref="EscapedBytes"/>. Lines that start with
/// <c>#</c> say where the next ones come from. Handwritten inputs and former failures come before inputs that only reach an edge.
/// </summary>
/// <param name="folder">The folder of the files.</param>
internal sealed class Corpus(string folder)
{
    private const string FoundHere = "# found by the fuzzer: the smallest inputs that take an edge first";

    /// <summary>The file of a target.</summary>
    public string FileOf(string target) => Path.Combine(folder, $"{target}.txt");

    /// <summary>All inputs of a target, in the file's order; none if there is no file.</summary>
    public List<byte[]> Read(string target) => [.. Lines(target).Where(IsInput).Select(EscapedBytes.Read)];

    /// <summary>Adds one input under a line that says what it is.</summary>
    public void Add(string target, ReadOnlySpan<byte> input, string comment)
    {
        var line = EscapedBytes.Write(input);
        var lines = Lines(target);
        if (!lines.Contains(line))
        {
            Write(target, [.. lines.TakeWhile(IsByHand), $"# {comment}", line, .. lines.SkipWhile(IsByHand)]);
        }
    }

    /// <summary>Replaces the inputs that are kept only for their edges.</summary>
    public void ReplaceFound(string target, IEnumerable<byte[]> found)
    {
        var lines = Lines(target).TakeWhile(IsByHand).ToList();
        var kept = lines.ToHashSet(StringComparer.Ordinal);
        Write(target, [.. lines, FoundHere, .. found.Select(input => EscapedBytes.Write(input)).Where(kept.Add)]);
    }

    private static bool IsByHand(string line) => line != FoundHere;

    private static bool IsInput(string line) => !line.StartsWith('#');

    private void Write(string target, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(FileOf(target), string.Concat(lines.Select(line => line + '\n'))); // on every platform, as git has it
    }

    private string[] Lines(string target) => File.Exists(FileOf(target)) ? File.ReadAllLines(FileOf(target)) : [];
}
