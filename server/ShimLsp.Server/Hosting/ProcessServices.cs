using Microsoft.Extensions.Logging;
using ShimLsp.Core.Spending;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Hosting.Logging;
using ShimLsp.Server.Hosting.Shared;
using ShimLsp.Server.Providers;

namespace ShimLsp.Server.Hosting;

/// <summary>What everything in the process shares. It knows no session, no key and no decision, and of money only sums.</summary>
internal sealed partial class ProcessServices : IDisposable
{
    private readonly LoggerFactory loggers;

    /// <summary>Makes them.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="toClient">Takes a log entry for the client; null if its front has no such message.</param>
    /// <param name="share">Opens what the gateways of a team share; null if nothing is.</param>
    public ProcessServices(
        ServerOptions options,
        Action<LogLevel, string>? toClient = null,
        Func<ServerOptions, ILogger, ISharing?>? share = null
    )
    {
        loggers = new LoggerFactory(
            [new SecretFreeLoggerProvider(Threshold, options.Stderr, toClient)],
            new LoggerFilterOptions { MinLevel = LogLevel.Trace }
        );
        Logger = loggers.CreateLogger("shim-lsp");
        Sharing = share?.Invoke(options, Logger);
        Watch = new FileWatch(options.Host.Time, failure => LogWatchFailed(Logger, failure.GetType().Name));
        Memory = new ReplyMemory(options.Host.Time);
        Providers = new ModelProviders(options.Host.Time, connections: options.Connections?.Invoke(), memory: Memory);
        State = new StateFolder(options.Host);
        Catalogs = new WorkspaceCatalogs(options.Host, State);
        Ledger = new CallLedger(options.Host, Logger);
        Telemetry = new TelemetryOfProcess(options, Logger);
        Book = new SpendingBook(options.Host.Time);
        Spent = new SpendingKnowledge(
            Book,
            options.Spent ?? new LedgerHistory(options.Host.StateFolder),
            options.Host.Time,
            failure => LogLedgerFailed(Logger, failure.GetType().Name)
        );
    }

    /// <summary>How much is logged.</summary>
    public LogThreshold Threshold { get; } = new();

    /// <summary>Makes logs.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <summary>The log.</summary>
    public ILogger Logger { get; }

    /// <summary>Notices changed files.</summary>
    public FileWatch Watch { get; }

    /// <summary>The memory that all replies share.</summary>
    public ReplyMemory Memory { get; }

    /// <summary>The connections to models. They contain no key.</summary>
    public ModelProviders Providers { get; }

    /// <summary>The memory between runs.</summary>
    public StateFolder State { get; }

    /// <summary>Finds and reads catalogs.</summary>
    public WorkspaceCatalogs Catalogs { get; }

    /// <summary>What the process has spent.</summary>
    public SpendingBook Book { get; }

    /// <summary>What was spent before, and what other processes spend.</summary>
    public SpendingKnowledge Spent { get; }

    /// <summary>Records calls beyond the end of the process.</summary>
    public CallLedger Ledger { get; }

    /// <summary>What the gateways of a team share; null if nothing is shared.</summary>
    public ISharing? Sharing { get; }

    /// <summary>Measures what the process does.</summary>
    public TelemetryOfProcess Telemetry { get; }

    /// <summary>No change of a file arrives after this.</summary>
    public void StopWatching() => Watch.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        StopWatching();
        Sharing?.Dispose();
        Providers.Dispose();
        Memory.Dispose();
        Telemetry.Dispose();
        Ledger.Dispose(); // before the log, which hears of what was lost
        loggers.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking at changed files failed: {Exception}")]
    private static partial void LogWatchFailed(ILogger logger, string exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The ledger cannot be read, so budgets count only what was spent since the start: {Exception}"
    )]
    private static partial void LogLedgerFailed(ILogger logger, string exception);
}
