using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The sample in the program itself: the project's own top-level models.json.</summary>
internal static class EmbeddedSample
{
    /// <summary>When its limits and prices were true, as the file itself says.</summary>
    public const string AsOf = "November 2026";

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

    /// <summary>The sample as a person's own file begins.</summary>
    /// <param name="namesSchema">Whether it names the schema beside it, which editors then check it by.</param>
    public static byte[] AsStarter(bool namesSchema)
    {
        const string Start = "\n{\n";
        var text = Encoding.UTF8.GetString(Read());
        return namesSchema
            ? Encoding.UTF8.GetBytes(
                text.Insert(
                    text.IndexOf(Start, StringComparison.Ordinal) + Start.Length,
                    $"  \"$schema\": \"./{EmbeddedSchema.FileName}\",\n"
                )
            )
            : Encoding.UTF8.GetBytes(text);
    }
}
