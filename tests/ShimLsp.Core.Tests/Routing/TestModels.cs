using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Routing;

internal static class TestModels
{
    /// <summary>Strengths as a catalog of two local and three hosted models has them.</summary>
    public static ModelSpec[] Sample { get; } =
    [Of("tiny", 0.30), Of("small", 0.38), Of("local", 0.50), Of("mid", 0.55), Of("strong", 0.80), Of("strongest", 0.95)];

    public static ModelSpec Of(string slug, double? strength = null, string? model = null, double cost = 1) =>
        new()
        {
            Slug = new(slug),
            Model = model ?? slug,
            Provider = ModelProvider.Ollama,
            BaseUrl = new("http://127.0.0.1:11434/v1"),
            DisplayName = slug,
            Strength = strength,
            Cost = cost,
        };
}
