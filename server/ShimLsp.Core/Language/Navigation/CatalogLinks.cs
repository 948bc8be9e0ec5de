using System.Collections.Immutable;
using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Navigation;

/// <summary>A piece of the text that opens something.</summary>
/// <param name="Span">The piece.</param>
/// <param name="Address">The address that it opens; null for a file.</param>
/// <param name="Path">The file that it opens, as written; null for an address.</param>
public sealed record CatalogLink(TextSpan Span, Uri? Address, string? Path);

/// <summary>What a catalog refers to outside of itself: endpoints, files with keys, the schema.</summary>
public static class CatalogLinks
{
    private const string Schema = "$schema";

    /// <summary>The links of a document, in the text's order.</summary>
    /// <param name="document">The document.</param>
    public static ImmutableArray<CatalogLink> Of(CatalogDocument document) =>
        [
            .. SchemaOf(document)
                .Concat(
                    document
                        .Index.Endpoints.Select(endpoint => (endpoint.Node, Address: AddressOf(endpoint.Address)))
                        .Where(endpoint => endpoint.Address is not null)
                        .Select(endpoint => new CatalogLink(WrittenText.ContentOf(document, endpoint.Node), endpoint.Address, null))
                )
                .Concat(
                    document
                        .Index.Credentials.Where(key => key.Reference is { Kind: CredentialKind.File, IsMalformed: false, Name: not null })
                        .Select(key => new CatalogLink(key.Span, null, key.Reference.Name))
                )
                .OrderBy(link => link.Span.Start),
        ];

    private static IEnumerable<CatalogLink> SchemaOf(CatalogDocument document)
    {
        foreach (var member in (document.Tree as ObjectSyntax)?.Members ?? [])
        {
            if (member is { Name: Schema, Value: StringSyntax { Value: var written } node } && written.Trim() is { Length: > 0 } place)
            {
                var span = WrittenText.ContentOf(document, node);
                if (AddressOf(place) is { } address)
                {
                    yield return new(span, address, null);
                }
                else if (!place.Contains("://", StringComparison.Ordinal) && !ShownText.HasControl(place))
                {
                    yield return new(span, null, place);
                }
            }
        }
    }

    /// <summary>An address that a browser may open; null for any other. One that may hold a key is not opened.</summary>
    private static Uri? AddressOf(string written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address is { UserInfo: "", Query: "", Host.Length: > 0 }
        && !written.Contains("${", StringComparison.Ordinal)
            ? address
            : null;
}
