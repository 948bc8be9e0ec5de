using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Rpc;

/// <summary>What the plain front adds to the contract: settings, folders and subscriptions by request.</summary>
/// <param name="workspaces">The open workspaces.</param>
/// <param name="subscriptions">The notifications that the client wants.</param>
internal sealed class PlainFront(IWorkspaces workspaces, Subscriptions subscriptions)
{
    /// <summary>Adds the methods under their bare names.</summary>
    /// <param name="rpc">The connection.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="progress">How slow methods report.</param>
    public void Register(ShimJsonRpc rpc, IShimContract contract, WorkDoneProgress progress)
    {
        RpcMethods.Register(rpc, contract, progress, name => [name]);
        rpc.Add(this, nameof(Configure), "configure");
        rpc.Add(this, nameof(OpenFolder), "openFolder");
        rpc.Add(this, nameof(CloseFolder), "closeFolder");
        rpc.Add(this, nameof(Subscribe), "subscribe");
    }

    public Done Configure(ConfigureParams? parameters = null)
    {
        var settings = parameters?.Settings ?? default;
        RequireObject(settings, "settings");
        if (settings.ValueKind == JsonValueKind.Object && LenientJson.Find(settings, "shim"u8) is { } section)
        {
            RequireObject(section, "settings.shim");
        }

        workspaces.Configure(SettingsSection.Read(settings, isSection: true));
        return new();
    }

    public Done OpenFolder(FolderParams? parameters = null) =>
        workspaces.Open(Folder(parameters)) is null
            ? throw ContractErrors.InvalidParams("workspaceFolder", "must be a path or a file URI.")
            : new();

    public Done CloseFolder(FolderParams? parameters = null) =>
        workspaces.Close(Folder(parameters)) ? new() : throw ContractErrors.UnknownWorkspace(Folder(parameters));

    public Subscription Subscribe(Subscription? parameters = null)
    {
        var events =
            parameters?.Events
            ?? throw ContractErrors.InvalidParams("events", $"is required: an array of {string.Join(", ", NotificationNames.All)}.");
        return new(subscriptions.Replace(events));
    }

    private static void RequireObject(JsonElement value, string path)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
        {
            throw ContractErrors.InvalidParams(path, "must be an object, or null.");
        }
    }

    private static string Folder(FolderParams? parameters) =>
        string.IsNullOrEmpty(parameters?.WorkspaceFolder)
            ? throw ContractErrors.InvalidParams("workspaceFolder", "is required: a path or a file URI.")
            : parameters.WorkspaceFolder;
}
