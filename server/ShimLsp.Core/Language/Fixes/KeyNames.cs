using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Fixes;

/// <summary>Names for keys, as a quick fix proposes them: of the provider or of the model, never of the key.</summary>
internal static class KeyNames
{
    /// <summary>A reference to the environment variable for a row's key.</summary>
    /// <param name="document">The document.</param>
    /// <param name="row">The row, which contains the key itself.</param>
    public static string Reference(CatalogDocument document, IndexedRow row)
    {
        var usual = Usual(row);
        // Another key of the same provider needs a name of its own.
        var isTaken =
            usual is not null
            && document
                .Index.Credentials.Where(place => !ReferenceEquals(place.Row, row) && place.Row is { } other && Usual(other) == usual)
                .Any(place => place.Reference.Kind is CredentialKind.Literal && place.Node.Start < row.Node.Start);
        return CredentialReference.Env(usual is null || isTaken ? OfModel(row) : usual).ToString();
    }

    /// <summary>The variable that the provider's own programs read, if the row asks the provider itself.</summary>
    private static string? Usual(IndexedRow row) =>
        row.Model is { } model && model.Provider.DefaultBaseUrl()?.Host == model.BaseUrl.Host
            ? model.Provider switch
            {
                ModelProvider.Anthropic => "ANTHROPIC_API_KEY",
                ModelProvider.OpenAI => "OPENAI_API_KEY",
                _ => null,
            }
            : null;

    private static string OfModel(IndexedRow row)
    {
        var name = Models.Parsing.SlugAssignment.Derive(row.Slug).Replace('-', '_').ToUpperInvariant();
        return char.IsAsciiDigit(name[0]) ? $"MODEL_{name}_API_KEY" : $"{name}_API_KEY";
    }
}
