using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The sample in the program itself: the project's own top-level models.json.</summary>
internal static class EmbeddedSample
{
    /// <summary>Its models, read when they are first needed.</summary>
    public static Lazy<ImmutableArray<ModelSpec>> Models() => new(() => CatalogParser.Parse(Read()).Catalog!.Models);

    /// <summary>Its text, unchanged.</summary>
    public static byte[] Read()
    {
        using var stream = typeof(EmbeddedSample).Assembly.GetManifestResourceStream("models.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>
    /// The sample as a person's own file begins. In the project it names the schema beside it, which lies beside no other file; the VS Code
    /// extension leaves out the same line and brings the schema itself.
    /// </summary>
    public static byte[] AsStarter()
    {
        var lines = Encoding.UTF8.GetString(Read()).Split('\n');
        return Encoding.UTF8.GetBytes(
            string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith("\"$schema\"", StringComparison.Ordinal)))
        );
    }
}
