using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Rpc;

/// <summary>Sends notifications. A port: each front has its own names and its own idea of who wants what.</summary>
internal interface INotificationSink
{
    /// <summary>Whether anybody wants it; asked first, so that nothing is made for nobody.</summary>
    /// <param name="name">The notification's bare name.</param>
    bool Wants(string name);

    /// <summary>Sends it, in the order of the calls; returns at once.</summary>
    /// <typeparam name="T">The parameters' type.</typeparam>
    /// <param name="name">The notification's bare name.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="type">How they are written.</param>
    void Send<T>(string name, T parameters, JsonTypeInfo<T> type);
}

/// <summary>The contract's notifications, by bare name.</summary>
internal static class NotificationNames
{
    public const string ActiveModelChanged = "activeModelChanged";
    public const string ModelsChanged = "modelsChanged";
    public const string AvailabilityChanged = "availabilityChanged";
    public const string Routed = "routed";

    public static ImmutableArray<string> All { get; } = [ActiveModelChanged, ModelsChanged, AvailabilityChanged, Routed];
}

/// <summary>Turns a session's changes into notifications.</summary>
/// <param name="folder">The session's folder as the client named it; null for the folderless one.</param>
/// <param name="sink">Where they go.</param>
internal sealed class SessionNotifier(string? folder, INotificationSink sink) : ISessionObserver
{
    public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous)
    {
        if (sink.Wants(NotificationNames.ActiveModelChanged))
        {
            sink.Send(
                NotificationNames.ActiveModelChanged,
                new(folder, snapshot.Active.Value, previous.Value, snapshot.Generation),
                WireJson.Default.ActiveModelChangedParams);
        }
    }

    public void ModelsChanged(SessionSnapshot snapshot)
    {
        if (sink.Wants(NotificationNames.ModelsChanged))
        {
            sink.Send(
                NotificationNames.ModelsChanged,
                new(folder, snapshot.CatalogVersion, snapshot.Generation, [.. snapshot.Problems.Select(problem => problem.ToInfo())]),
                WireJson.Default.ModelsChangedParams);
        }
    }

    public void AvailabilityChanged(ModelSlug slug, Availability availability)
    {
        if (sink.Wants(NotificationNames.AvailabilityChanged))
        {
            sink.Send(
                NotificationNames.AvailabilityChanged,
                new(folder, slug.Value, availability.ToInfo()),
                WireJson.Default.AvailabilityChangedParams);
        }
    }

    public void Routed(Decision decision)
    {
        if (sink.Wants(NotificationNames.Routed))
        {
            sink.Send(NotificationNames.Routed, new(folder, decision.ToInfo()), WireJson.Default.RoutedParams);
        }
    }
}
