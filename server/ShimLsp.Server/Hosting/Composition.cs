using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Models;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Providers.Local;
using ShimLsp.Server.Telemetry;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Hosting;

/// <summary>The one composition root: everything that a connection consists of, apart from its front.</summary>
internal sealed partial class Composition : IDisposable
{
    private readonly ProcessServices shared;
    private readonly bool isOwner;
    private readonly Workspaces workspaces;

    /// <summary>Composes.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="sink">Where notifications go; null if nobody listens.</param>
    /// <param name="toClient">Takes a log entry for the client; null if its front has no such message.</param>
    /// <param name="askForGrants">Asks the person for grants; null if nobody can be asked.</param>
    public Composition(
        ServerOptions options,
        INotificationSink? sink = null,
        Action<LogLevel, string>? toClient = null,
        Action<Workspace, ImmutableArray<CredentialGrant>>? askForGrants = null
    )
        : this(options, new ProcessServices(options, toClient), isOwner: true, SpendingOwner.LocalTenant, sink, askForGrants, own: null) { }

    /// <summary>Composes one of several connections of the process.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="shared">What the connections share. The caller disposes of it after this.</param>
    /// <param name="tenant">Whose calls are recorded.</param>
    /// <param name="sink">Where notifications go; null if nobody listens.</param>
    /// <param name="own">Takes what is measured of this connection alone; null for nothing.</param>
    public Composition(ServerOptions options, ProcessServices shared, string tenant, INotificationSink? sink, MeasurementStore? own = null)
        : this(options, shared, isOwner: false, tenant, sink, askForGrants: null, own) { }

    private Composition(
        ServerOptions options,
        ProcessServices shared,
        bool isOwner,
        string tenant,
        INotificationSink? sink,
        Action<Workspace, ImmutableArray<CredentialGrant>>? askForGrants,
        MeasurementStore? own
    )
    {
        (this.shared, this.isOwner) = (shared, isOwner);
        var spending = shared.Sharing is { } sharing ? new SharedSpending(shared.Book, sharing.Spending) : null;
        Measures = shared.Telemetry.Of(tenant, own, () => workspaces!.OpenNow);
        var services = new WorkspaceServices
        {
            Host = options.Host,
            Variables = new(() => options.Host.VariableNames?.Invoke().ToFrozenSet(StringComparer.Ordinal)),
            Catalogs = shared.Catalogs,
            State = shared.State,
            Watch = shared.Watch,
            Now = options.Host.Time.GetUtcNow,
            KeysOf = () => new WorkspaceKeys(options.Host, shared.State),
            PortsFor = (name, folder, keys) =>
                new(
                    options.Host.Time,
                    options.Embedded,
                    options.Classifiers ?? shared.Providers.ClassifiersWith(keys),
                    shared.Providers.UpstreamWith(keys, Logger),
                    Measures.Measured(new SessionNotifier(name, sink, Logger)),
                    NewPrefix()
                )
                {
                    Lists = shared.Providers.ListsWith(keys, EmbeddedSample.Models()),
                    Book = shared.Book,
                    Spent = shared.Spent,
                    Owner = new(tenant, folder?.Real().Value ?? ""),
                    Ledger = Measures.Measured(shared.Ledger.Of(tenant, folder)),
                    SharedSpending = spending,
                    Shared = shared.Sharing?.Of(tenant, folder?.Real().Value ?? ""),
                },
            AskForGrants = askForGrants ?? ((_, _) => { }),
            KeySet = () => sink?.KeySet(),
            SettingsTaken = settings => shared.Threshold.Set(settings.Values.LogLevel),
            Report = Report,
        };
        workspaces = new Workspaces(services, options.Host, options.ModelsOption);
        var contract = new SessionContract(
            workspaces,
            shared.Providers.EndpointsWith(EmbeddedSample.Models()),
            new LocalEndpoints(options.Host.Time),
            options.Host.Time
        );
        (Contract, Carrier) = (contract, contract);
    }

    /// <summary>The log.</summary>
    public ILogger Logger => shared.Logger;

    /// <summary>The open workspaces.</summary>
    public IWorkspaces Workspaces => workspaces;

    /// <summary>What is measured of this connection.</summary>
    public SessionMeasures Measures { get; }

    /// <summary>The memory that all replies share.</summary>
    public ReplyMemory Memory => shared.Memory;

    /// <summary>The contract.</summary>
    public IShimContract Contract { get; }

    /// <summary>Carries whole requests.</summary>
    public ICarrier Carrier { get; }

    /// <summary>Waits until it is known what earlier and other processes spent, for a moment at most.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask LearnSpendingAsync(CancellationToken cancellationToken) => shared.Spent.RefreshAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isOwner)
        {
            shared.StopWatching(); // first, so that no change arrives any more
            shared.Telemetry.Dispose(); // while the sessions can still be looked at
        }

        workspaces.Dispose();
        shared.Telemetry.Forget(Measures);
        if (isOwner)
        {
            shared.Dispose();
        }
    }

    // Random, so that a decision's id is never another run's.
    private static string NewPrefix() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    private void Report(CatalogProblem problem) => LogProblem(Logger, problem.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);
}
