using ShimLsp.Core.Language.Documents;
using ShimLsp.Core.Language.Index;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Language.Completion;

/// <summary>Base URLs: the providers' own, and those of the file's other rows.</summary>
internal static class EndpointCompletion
{
    public static IEnumerable<CompletionEntry> Of(CatalogDocument document, SyntaxPlace place, CompletionTarget target)
    {
        var own = place.Row is ObjectSyntax row ? (RowIndexing.Value(row, RowFields.Provider) as StringSyntax)?.Value.Trim() : null;
        var known = ModelProviderNames.All.Select(name => (Name: name, Address: ModelProviderNames.Parse(name)?.DefaultBaseUrl()));
        var addresses = known
            .Where(provider => provider.Address is not null)
            .Select(provider =>
                (
                    Address: provider.Address!.AbsoluteUri.TrimEnd('/'),
                    Detail: $"default of {provider.Name}",
                    Rank: string.Equals(provider.Name, own, StringComparison.OrdinalIgnoreCase) ? 0 : 2
                )
            );
        var used = document
            .Index.Endpoints.Where(endpoint => endpoint.Node.Start != place.Token.Start && endpoint.Address.Contains("://"))
            .Select(endpoint => (endpoint.Address, Detail: $"used by {endpoint.Row?.Slug}", Rank: 1));
        return addresses
            .Concat(used)
            .DistinctBy(entry => entry.Address)
            .Select(entry => target.Text(entry.Address, CompletionKind.Address) with { Detail = entry.Detail, Rank = entry.Rank });
    }
}
