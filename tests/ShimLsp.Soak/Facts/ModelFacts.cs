namespace ShimLsp.Soak.Facts;

/// <summary>What the checker knows of a model, from the catalog that it wrote itself.</summary>
/// <param name="Slug">Its name.</param>
/// <param name="Cost">What orders candidates.</param>
/// <param name="Strength">How capable it is, 0..1.</param>
/// <param name="Images">Whether it reads images.</param>
/// <param name="Tools">Whether it calls tools.</param>
/// <param name="ContextWindow">The largest input, in tokens.</param>
internal sealed record ModelFacts(string Slug, double Cost, double Strength, bool Images, bool Tools, int ContextWindow);
