using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language;

/// <summary>
/// What decides which models a row can name: who is asked, where, and with which keys. It is known of a half-typed row too. A key that is
/// written out counts as none: it is not kept here.
/// </summary>
internal sealed class RowEndpoint
{
    private readonly ModelProvider? provider;
    private readonly string? address;
    private readonly ImmutableHashSet<string> keys;

    private RowEndpoint(ModelProvider? provider, Uri? address, IEnumerable<CredentialReference> keys)
    {
        this.provider = provider;
        this.address = address?.AbsoluteUri.TrimEnd('/');
        this.keys = [.. keys.Where(IsNamed).Select(key => key.ToString())];
    }

    /// <summary>Of a row of a catalog.</summary>
    public static RowEndpoint Of(ModelSpec row) => new(row.Provider, row.BaseUrl, row.References);

    /// <summary>Of a row of a text; null if it does not say whom to ask, or where.</summary>
    public static RowEndpoint? Of(CatalogDocument document, JsonSyntax? node)
    {
        var provider = ModelProviderNames.Parse(RowIndexing.Text(node, RowFields.Provider) ?? "");
        var address = Uri.TryCreate(RowIndexing.Text(node, RowFields.BaseUrl), UriKind.Absolute, out var written)
            ? written
            : provider?.DefaultBaseUrl();
        return provider is null || address is null
            ? null
            : new(
                provider,
                address,
                document.Index.Credentials.Where(key => ReferenceEquals(key.Row?.Node, node)).Select(key => key.Reference)
            );
    }

    /// <summary>Whether both are asked as one.</summary>
    public bool IsSame(RowEndpoint other) => provider == other.provider && address == other.address && keys.SetEquals(other.keys);

    private static bool IsNamed(CredentialReference key) =>
        !key.IsMalformed && key.Kind is CredentialKind.Env or CredentialKind.Secret or CredentialKind.File;
}
