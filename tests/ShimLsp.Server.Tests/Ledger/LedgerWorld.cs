using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Ledger;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Ledger;
using ShimLsp.Server.Hosting.Ledger.Sqlite;
using ShimLsp.Server.Tests.Hosting;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Ledger;

/// <summary>A machine with a state folder, and ledgers of processes on it. It is noon of 30 November 2026.</summary>
internal sealed class LedgerWorld : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<CallLedger> ledgers = [];
    private readonly FakeTimeProvider time = new(new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));

    public LedgerWorld() => Host = HostWith(setting: null);

    public HostEnvironment Host { get; private set; }

    public LinesLogger Log { get; } = new();

    public string State => Host.StateFolder!;

    public string File => Path.Combine(State, LedgerFile.Name);

    /// <summary>The state folder's files, without the numbers that say when.</summary>
    public string[] Files => [.. Directory.GetFiles(State).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public FolderPath Workspace(string name = "work") => FolderPath.Of(folder.Folder(name));

    /// <summary>Puts the machine in a time zone, so many hours before the world's time.</summary>
    public void SetZone(int hours) =>
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(hours), "test", "test"));

    public void Set(string setting) => Host = HostWith(setting);

    /// <summary>The ledger of a process.</summary>
    public CallLedger Process(int mostWaiting = 16 * 1024)
    {
        var ledger = new CallLedger(Host, Log, mostWaiting);
        ledgers.Add(ledger);
        return ledger;
    }

    /// <summary>What a session of the local tenant reads, after all that was added is written.</summary>
    public Task<LedgerReport> ReadAsync(CallLedger ledger, LedgerGroup by = LedgerGroup.Model, string since = "2026-11-01") =>
        ledger.Of("local", Workspace()).ReadAsync(new(Day(since), by), default).WaitAsync(ShimClient.Limit);

    /// <summary>Adds calls of the local tenant and waits until they are written, or cannot be.</summary>
    public async Task<LedgerReport> WriteAsync(CallLedger ledger, params LedgerEntry[] entries)
    {
        var session = ledger.Of("local", Workspace());
        foreach (var entry in entries)
        {
            session.Add(entry);
        }

        return await ReadAsync(ledger);
    }

    public void Run(string sql)
    {
        using var database = Database.Open(File, Native.OpenReadWrite, TimeSpan.FromSeconds(5));
        database.Run(sql);
    }

    public long Number(string sql)
    {
        using var database = Database.Open(File, Native.OpenReadWrite, TimeSpan.FromSeconds(5));
        return database.Number(sql);
    }

    public void Dispose()
    {
        ledgers.ForEach(ledger => ledger.Dispose());
        folder.Dispose();
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A call that was answered.</summary>
    public static LedgerEntry Call(string model = "cheap", string ended = "2026-11-30T12:00:00Z", double? cost = 0.5) =>
        new()
        {
            Ended = DateTimeOffset.Parse(ended, CultureInfo.InvariantCulture),
            Purpose = CallPurpose.Chat,
            Model = new(model),
            Provider = ModelProvider.OpenAI,
            Outcome = CallOutcome.Answered,
            Status = 200,
            Usage = new(1000, 400, 50),
            Cost = cost,
            Saved = 0.25,
            Elapsed = TimeSpan.FromMilliseconds(120),
        };

    /// <summary>One line for each row: <c>cheap calls 2 failed 1 in 1000 cached 400 out 50 cost 0.5 saved 0.25 median 120</c>.</summary>
    public static string Table(LedgerReport report) =>
        string.Join(
            '\n',
            report.Rows.Select(row =>
                FormattableString.Invariant(
                    $"{row.Key} calls {row.Sum.Calls} failed {row.Sum.Failed} cancelled {row.Sum.Cancelled} unpriced {row.Sum.Unpriced}"
                )
                + FormattableString.Invariant($" in {row.Sum.Input} cached {row.Sum.CachedInput} out {row.Sum.Output}")
                + FormattableString.Invariant($" cost {row.Sum.Cost} saved {row.Sum.Saved} median {row.Sum.MedianMs}")
            )
        );

    private HostEnvironment HostWith(string? setting) =>
        new()
        {
            Variable = name =>
                name is "XDG_STATE_HOME" or "LOCALAPPDATA" ? folder.At("state")
                : name is "SHIM_LSP_LEDGER" ? setting
                : null,
            HomeFolder = folder.At("home"),
            WorkingDirectory = folder.Path,
            Time = time,
            IsWindows = OperatingSystem.IsWindows(),
        };
}

/// <summary>A log that keeps its lines.</summary>
internal sealed class LinesLogger : ILogger
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public string[] Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (gate)
        {
            lines.Add(formatter(state, exception));
        }
    }
}
