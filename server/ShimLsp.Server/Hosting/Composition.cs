using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Logging;
using ShimLsp.Server.Providers;

namespace ShimLsp.Server.Hosting;

/// <summary>The one composition root: everything that a connection consists of, apart from its front.</summary>
internal sealed partial class Composition : IDisposable
{
    private readonly LogThreshold threshold = new();
    private readonly LoggerFactory loggers;
    private readonly FileWatch watch;
    private readonly ModelProviders providers;
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
    {
        loggers = new LoggerFactory(
            [new SecretFreeLoggerProvider(threshold, options.Stderr, toClient)],
            new LoggerFilterOptions { MinLevel = LogLevel.Trace }
        );
        Logger = loggers.CreateLogger("shim-lsp");
        watch = new FileWatch(options.Host.Time, failure => LogWatchFailed(Logger, failure.GetType().Name));
        Memory = new ReplyMemory(options.Host.Time);
        providers = new ModelProviders(options.Host.Time, connections: options.Connections?.Invoke(), memory: Memory);
        var state = new StateFolder(options.Host);
        var services = new WorkspaceServices
        {
            Catalogs = new WorkspaceCatalogs(options.Host, state),
            State = state,
            Watch = watch,
            KeysOf = () => new WorkspaceKeys(options.Host, state),
            PortsFor = (folder, keys) =>
                new(
                    options.Host.Time,
                    options.Embedded,
                    options.Classifiers ?? providers.ClassifiersWith(keys),
                    providers.UpstreamWith(keys),
                    new SessionNotifier(folder, sink, Logger),
                    NewPrefix()
                ),
            AskForGrants = askForGrants ?? ((_, _) => { }),
            SettingsTaken = settings => threshold.Set(settings.Values.LogLevel),
            Report = Report,
        };
        workspaces = new Workspaces(services, options.Host, options.ModelsOption);
        var contract = new SessionContract(workspaces, options.Host.Time);
        (Contract, Carrier) = (contract, contract);
    }

    /// <summary>The log.</summary>
    public ILogger Logger { get; }

    /// <summary>The open workspaces.</summary>
    public IWorkspaces Workspaces => workspaces;

    /// <summary>The memory that all replies share.</summary>
    public ReplyMemory Memory { get; }

    /// <summary>The contract.</summary>
    public IShimContract Contract { get; }

    /// <summary>Carries whole requests.</summary>
    public ICarrier Carrier { get; }

    /// <summary>Makes the logs of others.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <inheritdoc/>
    public void Dispose()
    {
        watch.Dispose();
        workspaces.Dispose();
        providers.Dispose();
        Memory.Dispose();
        loggers.Dispose();
    }

    // Random, so that a decision's id is never another run's.
    private static string NewPrefix() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    private void Report(CatalogProblem problem) => LogProblem(Logger, problem.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking at changed files failed: {Exception}")]
    private static partial void LogWatchFailed(ILogger logger, string exception);
}
