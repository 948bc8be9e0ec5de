using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>The one model that a command is about, and its session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Slug">The model. It may not exist.</param>
internal sealed record NamedModel(WorkspaceSession Session, ModelSlug Slug)
{
    /// <summary>Finds it.</summary>
    /// <param name="workspaces">The open folders.</param>
    /// <param name="parameters">Which model; null for the active one of the first folder.</param>
    /// <exception cref="ContractException">1005: no such folder; -32602: it is Auto.</exception>
    public static NamedModel Of(IWorkspaces workspaces, OneModelParams? parameters)
    {
        var session =
            workspaces.Find(parameters?.WorkspaceFolder)?.Session ?? throw ContractErrors.UnknownWorkspace(parameters!.WorkspaceFolder!);
        var slug = parameters?.Slug is { Length: > 0 } named ? new ModelSlug(named) : session.Snapshot.Active;
        return session.Snapshot.Router is { Enabled: true } router && slug == router.Slug
            ? throw ContractErrors.InvalidParams("slug", $"must be one model: {slug} is Auto, which sends each task to another.")
            : new(session, slug);
    }
}
