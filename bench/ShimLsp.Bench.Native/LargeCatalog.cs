using ShimLsp.Bench.Report;
using ShimLsp.Core.Models;

namespace ShimLsp.Bench.Native;

/// <summary>Parsing a catalog of 10,000 models, and one of 1,000 to see that the time grows with the rows and no faster.</summary>
internal static class LargeCatalog
{
    private const int Models = 10_000;
    private const double Millisecond = 1_000_000;

    public static IEnumerable<ResultRow> Measure()
    {
        var (large, small) = (ManyModels.Make(Models), ManyModels.Make(Models / 10));
        var blocks = new Blocks(rounds: 9);
        var ofLarge = blocks.Add(1, () => Parse(large, Models));
        var ofSmall = blocks.Add(1, () => Parse(small, Models / 10));
        blocks.Run();
        yield return new($"parsing {Models:N0} models, {large.Length / 1_000_000.0:F1} MB, ms", Blocks.Of(ofLarge, Millisecond));
        yield return new("the same / parsing a tenth of them", Blocks.Ratio(ofLarge, ofSmall));
    }

    private static void Parse(byte[] text, int models)
    {
        if (CatalogParser.Parse(text) is not { Problems.IsEmpty: true, Catalog.Models.Length: var length } || length != models)
        {
            throw new InvalidOperationException("The catalog is not what it should be.");
        }
    }
}
