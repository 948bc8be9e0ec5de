using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>Asks the endpoint of a row which models it has, only because the person wishes it.</summary>
/// <param name="workspaces">The open folders.</param>
internal sealed class ModelFetch(IWorkspaces workspaces)
{
    /// <summary>Asks.</summary>
    /// <param name="parameters">The row; null for the active model's of the first folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContractException">
    /// 1001: no such row; 1002: it has no key; 1003: no catalog; 1005: no such folder; 1007: there is no list.
    /// </exception>
    public async Task<ListingResult.Listed> AskAsync(OneModelParams? parameters, CancellationToken cancellationToken)
    {
        var (session, slug) = NamedModel.Of(workspaces, parameters);
        return await session.Lists.AskAsync(slug, cancellationToken).ConfigureAwait(false) switch
        {
            ListingResult.Listed { IsKept: true } listed => listed,
            ListingResult.Listed changed => throw ContractErrors.EndpointFailed(
                new(null, NoAnswer.Network),
                $"{changed.Row.Slug} has changed while its endpoint answered. Ask again."
            ),
            ListingResult.Failed failed => throw EndpointMethods.NoList(
                new UpstreamException(failed.Outcome, failed.Message),
                $"{failed.Row.Slug}: "
            ),
            ListingResult.NoKey not => throw ContractErrors.NoKey(not.Row, not.Reason),
            ListingResult.UnknownModel unknown => throw ContractErrors.UnknownModel(unknown.Slug, unknown.Suggestions),
            ListingResult.NoCatalog none => throw ContractErrors.InvalidCatalog(none.Problems),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The endpoint of a row as a person may see it: an address may contain secrets.</summary>
    /// <param name="address">The base URL.</param>
    public static string Shown(Uri address) => $"{address.Scheme}://{address.Authority}";
}
