using System.Security.Cryptography;
using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Training.Data;

/// <summary>A row of a benchmark.</summary>
/// <param name="Bench">The benchmark.</param>
/// <param name="Source">Where in it the row is from: a subject, a data set, a platform. Rows of one source gain alike.</param>
/// <param name="Example">Its text.</param>
/// <param name="Weak">The weak model's score, 0..1.</param>
/// <param name="Strong">The strong model's.</param>
/// <param name="Gap">How far apart the two are in strength.</param>
internal sealed record BenchmarkRow(string Bench, string Source, Example Example, double Weak, double Strong, double Gap)
{
    /// <summary>What the strong model gains.</summary>
    public double Gain => Strong - Weak;
}

/// <summary>The rows of a file.</summary>
/// <param name="Rows">The rows, in the file's order.</param>
/// <param name="Sha256">The file's hash, in lower-case hex.</param>
internal sealed record BenchmarkRows(BenchmarkRow[] Rows, string Sha256)
{
    /// <summary>Reads them.</summary>
    /// <param name="path">A file of JSON lines, as <c>shim-lsp evaluate</c> takes them.</param>
    /// <exception cref="InvalidDataException">A line is not such a row.</exception>
    public static BenchmarkRows Read(string path)
    {
        var rows = new List<BenchmarkRow>();
        foreach (var line in File.ReadLines(path))
        {
            var read = EvaluationRowReader.Read(System.Text.Encoding.UTF8.GetBytes(line));
            var row = read.Row ?? throw new InvalidDataException($"{path}, line {rows.Count + 1}: {read.Problem}");
            rows.Add(new(row.Bench, Source(row), Example.Of(row.Signal.Text), row.Weak.Score, row.Strong.Score, Gap(row)));
        }

        return new([.. rows], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    // An id is "abstract_algebra/12", "MMLUPro_history_4836" or "abc376_f": all but its number. A contest's letter says how hard it is.
    private static string Source(EvaluationRow row)
    {
        var id = row.Id ?? "";
        var slash = id.LastIndexOf('/');
        var line = id.LastIndexOf('_');
        var rest =
            slash > 0 ? id[..slash]
            : line == id.Length - 2 && line > 0 ? $"{id.TrimEnd("abcdefgh_".ToCharArray())[..3]}{id[line..]}"
            : line > 0 ? id[..line]
            : "";
        return $"{row.Bench}/{rest}";
    }

    private static double Gap(EvaluationRow row) =>
        ModelPair.Of(row.Weak.Model, row.Strong.Model, ShimLsp.Core.Models.Catalog.Empty) is var pair
            ? pair.Strengths[1].Value - pair.Strengths[0].Value
            : StrengthTable.ReferenceGap;
}
