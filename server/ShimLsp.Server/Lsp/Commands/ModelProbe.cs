using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>Asks one model of the catalog whether it answers. It is a real call, made only because the person wishes it.</summary>
/// <param name="workspaces">The open folders.</param>
internal sealed class ModelProbe(IWorkspaces workspaces)
{
    /// <summary>Asks.</summary>
    /// <param name="parameters">Which model; null for the active one of the first folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContractException">
    /// 1001: no such model; 1002: it has no key; 1003: no catalog; 1005: no such folder; 1007: it did not answer.
    /// </exception>
    public async Task<ProbeResult.Answered> AskAsync(OneModelParams? parameters, CancellationToken cancellationToken)
    {
        var (session, slug) = NamedModel.Of(workspaces, parameters);
        return await session.Probe.AskAsync(slug, cancellationToken).ConfigureAwait(false) switch
        {
            ProbeResult.Answered answered => answered,
            ProbeResult.Failed failed => throw ContractErrors.EndpointFailed(
                failed.Outcome,
                $"{failed.Model.Slug} did not answer. {failed.Message}"
            ),
            ProbeResult.NoKey not => throw ContractErrors.NoKey(not.Model, not.Reason),
            ProbeResult.UnknownModel unknown => throw ContractErrors.UnknownModel(unknown.Slug, unknown.Suggestions),
            ProbeResult.NoCatalog none => throw ContractErrors.InvalidCatalog(none.Problems),
            _ => throw new InvalidOperationException(),
        };
    }
}
