using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Documents;

/// <summary>What the client checks by itself, as its option <c>schemaDiagnostics</c> says.</summary>
/// <param name="IsJson">Whether it checks JSON at all.</param>
/// <param name="Endings">The ends of the paths of the files that it has the schema for; null for every catalog.</param>
internal sealed record CheckedFiles(bool IsJson, ImmutableArray<string>? Endings)
{
    private const string AnyFolder = "**/";

    /// <summary>The client checks nothing.</summary>
    public static CheckedFiles None => new(IsJson: false, []);

    /// <summary>Reads the option: true, or patterns such as <c>**/.shim/models.json</c>. Anything else counts as absent.</summary>
    /// <param name="option">The option.</param>
    public static CheckedFiles Read(JsonElement option) =>
        option.ValueKind switch
        {
            JsonValueKind.True => new(IsJson: true, Endings: null),
            JsonValueKind.Array => new(
                IsJson: true,
                [
                    .. option
                        .Items()
                        .Select(pattern => pattern.AsString())
                        .OfType<string>()
                        .Where(pattern => pattern.StartsWith(AnyFolder, StringComparison.Ordinal))
                        .Select(pattern => pattern[(AnyFolder.Length - 1)..]),
                ]
            ),
            _ => None,
        };

    /// <summary>What the client checks in a document. One that names a <c>$schema</c> is checked by that, whatever its own name.</summary>
    /// <param name="document">The document.</param>
    public EditorChecks Of(OpenDocument document) =>
        !IsJson ? EditorChecks.Nothing
        : HasSchemaFor(document.Uri) || document.Text.NamesSchema ? EditorChecks.Schema
        : EditorChecks.Json;

    private bool HasSchemaFor(string uri) =>
        Endings is not { } endings || endings.Any(ending => Uri.UnescapeDataString(uri).EndsWith(ending, StringComparison.Ordinal));
}
