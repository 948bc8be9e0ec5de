using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;

namespace ShimLsp.Server.Contract;

/// <summary>Sends notifications. This is a port: each front has its own names and decides who receives what.</summary>
internal interface INotificationSink
{
    /// <summary>Whether any client wants it. Ask first, so that no message is built for nobody.</summary>
    /// <param name="name">The notification's bare name.</param>
    bool Wants(string name);

    /// <summary>Sends it, in the order of the calls; returns at once.</summary>
    /// <typeparam name="T">The parameters' type.</typeparam>
    /// <param name="name">The notification's bare name.</param>
    /// <param name="subject">
    /// The subject whose present state the notification reports. A client that reads late receives only the last one of each subject. Null
    /// for an event; such a client does not receive events.
    /// </param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="type">How they are written.</param>
    void Send<T>(string name, string? subject, T parameters, JsonTypeInfo<T> type);

    /// <summary>A key was given or taken back. A text that is not saved may refer to it, though no model does. Returns at once.</summary>
    void KeySet() { }
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

/// <summary>Turns a session's changes into notifications and log lines. They never contain a piece of a task.</summary>
/// <param name="folder">The session's folder as the client named it; null for the folderless one.</param>
/// <param name="sink">Where they go; null if nobody listens.</param>
/// <param name="logger">The log.</param>
internal sealed partial class SessionNotifier(string? folder, INotificationSink? sink, ILogger logger) : ISessionObserver
{
    public void ActiveModelChanged(SessionSnapshot snapshot, ModelSlug previous)
    {
        LogActiveModel(snapshot.Active, previous, snapshot.Generation);
        if (sink?.Wants(NotificationNames.ActiveModelChanged) is true)
        {
            sink.Send(
                NotificationNames.ActiveModelChanged,
                folder ?? "",
                new(folder, snapshot.Active.Value, previous.Value, snapshot.Generation),
                WireJson.Default.ActiveModelChangedParams
            );
        }
    }

    public void ModelsChanged(SessionSnapshot snapshot)
    {
        LogModels(snapshot.CatalogVersion, snapshot.Catalog.Models.Length, snapshot.Problems.Length, snapshot.Generation);
        if (sink?.Wants(NotificationNames.ModelsChanged) is true)
        {
            sink.Send(
                NotificationNames.ModelsChanged,
                folder ?? "",
                new(folder, snapshot.CatalogVersion, snapshot.Generation, [.. snapshot.Problems.Select(problem => problem.ToInfo())]),
                WireJson.Default.ModelsChangedParams
            );
        }
    }

    public void AvailabilityChanged(ModelSlug slug, Availability availability)
    {
        LogAvailability(slug, availability.State);
        if (sink?.Wants(NotificationNames.AvailabilityChanged) is true)
        {
            sink.Send(
                NotificationNames.AvailabilityChanged,
                $"{folder}\n{slug}",
                new(folder, slug.Value, availability.ToInfo()),
                WireJson.Default.AvailabilityChangedParams
            );
        }
    }

    public void Routed(Decision decision)
    {
        LogDecision(decision.Id, decision.Model.Slug, decision.Source, decision.Generation);
        if (sink?.Wants(NotificationNames.Routed) is true)
        {
            sink.Send(NotificationNames.Routed, null, new(folder, decision.ToInfo()), WireJson.Default.RoutedParams);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Active} is active after {Previous}, generation {Generation}")]
    private partial void LogActiveModel(ModelSlug active, ModelSlug previous, long generation);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Catalog version {Version}: {Models} models, {Problems} problems, generation {Generation}"
    )]
    private partial void LogModels(long version, int models, int problems, long generation);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Slug} is {State}")]
    private partial void LogAvailability(ModelSlug slug, AvailabilityState state);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Decision {Id}: {Slug} ({Source}), generation {Generation}")]
    private partial void LogDecision(string id, ModelSlug slug, DecisionSource source, long generation);
}
