namespace ShimLsp.Core.Language.Diagnostics;

/// <summary>What an editor checks in a text by itself. What it finds is left out, so that nothing is shown twice.</summary>
public enum EditorChecks
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The JSON, and no schema.</summary>
    Json,

    /// <summary>The JSON, and the catalog by <c>models.schema.json</c>.</summary>
    Schema,
}
