using System.Text.Json;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>The kinds of code actions that a client asks for: a kind stands for all that are below it.</summary>
/// <param name="only">The context's <c>only</c>; absent or empty for every kind.</param>
internal sealed class WantedKinds(JsonElement only)
{
    private readonly string[] kinds = [.. only.Items().Select(kind => kind.AsString()).OfType<string>()];

    /// <summary>Whether the client asks for kinds.</summary>
    public bool IsSaid => kinds.Length > 0;

    /// <summary>Whether actions of a kind are asked for.</summary>
    /// <param name="kind">The kind.</param>
    public bool Contain(string kind) =>
        kinds.Length == 0
        || kinds.Any(wanted =>
            wanted.Length == 0 || kind == wanted || (kind.StartsWith(wanted, StringComparison.Ordinal) && kind[wanted.Length] == '.')
        );
}

/// <summary>The diagnostics that a client says its request is about.</summary>
internal sealed class ToldProblems
{
    private readonly HashSet<(string Code, int Start)> told = [];

    /// <summary>Reads them. Those of other servers are among them.</summary>
    /// <param name="positions">How the client counts.</param>
    /// <param name="document">The document.</param>
    /// <param name="diagnostics">The context's <c>diagnostics</c>.</param>
    public ToldProblems(DocumentPositions positions, CatalogDocument document, JsonElement diagnostics)
    {
        foreach (var one in diagnostics.Items())
        {
            if (one.At("code").AsString() is { } code)
            {
                told.Add((code, positions.OffsetOf(document, one.At("range").At("start"))));
            }
        }
    }

    /// <summary>Whether a problem is one of them.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="start">Where its diagnostic starts, in bytes.</param>
    public bool Contain(string code, int start) => told.Contains((code, start));
}
