using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp;

/// <summary>The contract's notifications under LSP's names, and their trace.</summary>
/// <param name="peer">The connection.</param>
/// <param name="errors">Shows the errors of a changed catalog.</param>
/// <param name="factsChanged">Told that a catalog, trust, a key or what is known of a model has changed.</param>
internal sealed class LspNotifications(RpcPeer peer, CatalogErrors errors, Action factsChanged) : INotificationSink
{
    private volatile string trace = "off";

    /// <summary>Whether each decision is reported. The client opts in.</summary>
    public bool NotifyDecisions { get; set; }

    /// <summary>Called after the models of a session changed.</summary>
    public Action? ModelsChanged { get; set; }

    /// <summary>Called after another model became active.</summary>
    public Action? ModelChosen { get; set; }

    /// <summary>Sets the client's trace value. An unknown one means <c>off</c>.</summary>
    /// <param name="value"><c>off</c>, <c>messages</c> or <c>verbose</c>.</param>
    public void SetTrace(string? value) => trace = value is "messages" or "verbose" ? value : "off";

    /// <inheritdoc/>
    public bool Wants(string name) => name != NotificationNames.Routed || NotifyDecisions || trace != "off";

    /// <inheritdoc/>
    public void KeySet() => factsChanged();

    /// <inheritdoc/>
    public void Send<T>(string name, string? subject, T parameters, JsonTypeInfo<T> type)
    {
        if (name != NotificationNames.Routed || NotifyDecisions)
        {
            peer.Tell($"shim/{name}", subject, parameters, type);
        }

        if (parameters is ModelsChangedParams changed)
        {
            errors.Show(changed.WorkspaceFolder, changed.Problems);
            ModelsChanged?.Invoke();
        }

        if (parameters is ModelsChangedParams or AvailabilityChangedParams)
        {
            factsChanged();
        }
        else if (parameters is ActiveModelChangedParams)
        {
            ModelChosen?.Invoke();
        }

        if (trace is var level && level != "off")
        {
            var verbose = level == "verbose" ? JsonSerializer.Serialize(parameters, type) : null;
            peer.Tell("$/logTrace", null, new(name, verbose), LspJson.Default.LogTraceParams);
        }
    }
}
