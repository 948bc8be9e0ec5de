using System.Collections.Immutable;
using System.Globalization;

namespace ShimLsp.Soak.Facts;

/// <summary>A catalog that the soak writes: its content, and the file's text.</summary>
/// <param name="Name">Tells it from every other of the run.</param>
/// <param name="Models">Its models, all of them candidates.</param>
/// <param name="Threshold">The lowest score that is good enough.</param>
/// <param name="Capacity">The most entries that a session's cache may hold.</param>
internal sealed record CatalogFacts(string Name, ImmutableArray<ModelFacts> Models, double Threshold, int Capacity)
{
    /// <summary>Whatever is in force before a workspace is trusted; nothing is routed by it.</summary>
    public static CatalogFacts Unknown { get; } = new("unknown", [], 0.7, 256);

    /// <summary>The file's text.</summary>
    public string Text { get; } = Write(Name, Models, Threshold, Capacity);

    /// <summary>That model; null if the catalog has none of that name.</summary>
    public ModelFacts? Find(string slug) => Models.FirstOrDefault(model => model.Slug == slug);

    private static string Write(string name, ImmutableArray<ModelFacts> models, double threshold, int capacity) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {
              // {{name}}
              "models": [
                {{string.Join(",\n    ", models.Select(Row))}}
              ],
              "router": { "threshold": {{threshold}}, "cache_capacity": {{capacity}} }
            }
            """
        );

    private static string Row(ModelFacts model) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            { "slug": "{{model.Slug}}", "model": "m-{{model.Slug}}", "provider": "ollama", "cost": {{model.Cost}},
                "strength": {{model.Strength}}, "supports_images": {{(model.Images ? "true" : "false")}},
                "supports_tools": {{(model.Tools ? "true" : "false")}}, "max_context_limit": {{model.ContextWindow}} }
            """
        );
}
