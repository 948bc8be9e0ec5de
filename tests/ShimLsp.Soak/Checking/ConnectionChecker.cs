using System.Text.Json;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>
/// Checks one connection by its transcript: all that was said, in the order of saying, and all that was heard. An answer is judged when
/// all before it have been, whatever the order in which they came. Thread-safe.
/// </summary>
/// <param name="trusts">Whether a workspace's own catalog is in force from its opening.</param>
/// <param name="findings">Where to tell what is wrong.</param>
/// <param name="book">What the same question was answered before.</param>
/// <param name="tally">Where to count.</param>
/// <param name="allowance">What the machine may add to a documented time at this moment.</param>
internal sealed class ConnectionChecker(bool trusts, Findings findings, ScoreBook book, Tally tally, Func<TimeSpan> allowance)
{
    private const int UnknownWorkspace = 1005;
    private const int RequestCancelled = -32800;
    private const string Connection = "the connection";
    private const int MostRemembered = 12;

    private readonly Lock gate = new();
    private readonly RouteRules routes = new(book);
    private readonly Dictionary<string, FolderFacts> folders = [];
    private readonly Dictionary<string, SessionModel> sessions = [];
    private readonly Queue<Exchange> unjudged = new();
    private readonly Dictionary<long, Exchange> open = [];
    private readonly Dictionary<string, Queue<Exchange>> recent = [];
    private SettingsFacts pushed = new();

    /// <summary>How many requests have no answer yet.</summary>
    public int Unanswered
    {
        get
        {
            lock (gate)
            {
                return open.Count;
            }
        }
    }

    /// <summary>The open sessions, for who wants to ask something sensible next.</summary>
    public IReadOnlyDictionary<string, SessionModel> Sessions => sessions;

    /// <summary>A folder that sessions may be opened on.</summary>
    public void Knows(FolderFacts folder) => folders[folder.Name] = folder;

    /// <summary>Something is about to be said, or a file about to be written.</summary>
    /// <param name="call">What.</param>
    /// <param name="id">The request's id; null where nobody answers.</param>
    /// <param name="at">When.</param>
    public void Said(Call call, long? id, DateTimeOffset at)
    {
        lock (gate)
        {
            var exchange = new Exchange { Call = call, Id = id, SaidAt = at, HeardAt = at };
            unjudged.Enqueue(exchange);
            if (id is { } known)
            {
                open.Add(known, exchange);
            }

            JudgeAnswered();
        }
    }

    /// <summary>The server said something.</summary>
    public void Heard(JsonElement message, DateTimeOffset at)
    {
        lock (gate)
        {
            if (message.TryGetProperty("method", out var method))
            {
                Notified(method.GetString()!, message, at);
            }
            else if (!message.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !open.Remove(id.GetInt64(), out var exchange))
            {
                findings.Add(FindingKind.Repeated, Connection, $"an answer that nobody waits for: {message.GetRawText()}", []);
            }
            else
            {
                exchange.HeardAt = at;
                exchange.Answer = message;
                JudgeAnswered();
            }
        }
    }

    /// <summary>Nothing more will be heard.</summary>
    /// <param name="allWereDue">Whether everything that was said had to be answered.</param>
    public void End(bool allWereDue)
    {
        lock (gate)
        {
            foreach (var lost in allWereDue ? open.Values : Enumerable.Empty<Exchange>())
            {
                findings.Add(FindingKind.Lost, lost.Call.Folder ?? Connection, $"no answer to {lost.Call}", [lost]);
            }

            open.Clear();
            foreach (var session in sessions.Values)
            {
                LeaveOff(session);
            }
        }
    }

    private void JudgeAnswered()
    {
        while (unjudged.TryPeek(out var next) && !next.IsOpen)
        {
            unjudged.Dequeue();
            tally.Judged(next);
            var before = Remember(next);
            if (Judge(next) is { } fault)
            {
                findings.Add(fault.Kind, next.Call.Folder ?? Connection, fault.What, before);
            }
        }
    }

    private Fault? Judge(Exchange exchange) => exchange.Call switch
    {
        SetupCall => exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null,
        RefusedCall { Code: var due } => exchange.ErrorCode == due ? null : Fault.Refusal($"{exchange.ErrorCode?.ToString() ?? "a result"}, where {due} is due"),
        OpenCall call => Opened(call, exchange),
        CloseCall call => Closed(call, exchange),
        ConfigureCall call => Configured(call, exchange),
        EditCall call => Edited(call, exchange),
        FilesChangedCall => FilesRead(exchange),
        { Folder: { } folder } => sessions.TryGetValue(folder, out var session) ? InSession(session, exchange) : Unopened(exchange),
        _ => throw new InvalidOperationException($"Nobody judges {exchange.Call}."),
    };

    private Fault? InSession(SessionModel session, Exchange exchange) => exchange.Call is RouteCall call
        ? routes.Judge(session, call, exchange)
        : SessionRules.Judge(session, exchange);

    private Fault? Opened(OpenCall call, Exchange exchange)
    {
        var folder = folders[call.Folder!];
        sessions.TryAdd(folder.Name, new SessionModel(folder, trusts ? folder.Catalog : CatalogFacts.Unknown, pushed, allowance));
        return exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null;
    }

    private Fault? Closed(CloseCall call, Exchange exchange)
    {
        if (!sessions.Remove(call.Folder!, out var session))
        {
            return Unopened(exchange);
        }

        LeaveOff(session);
        return exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null;
    }

    private Fault? Configured(ConfigureCall call, Exchange exchange)
    {
        pushed = call.Settings;
        foreach (var session in sessions.Values)
        {
            // It reads the files as well: one generation or two, and nothing would tell which.
            Settled(session);
            session.Configure(pushed, exchange.SaidAt);
        }

        return exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null;
    }

    private Fault? Edited(EditCall call, Exchange exchange)
    {
        if (call.Catalog is not { } next)
        {
            return null; // the last good one stays in force
        }

        folders[call.Folder!].Catalog = next;
        if (sessions.TryGetValue(call.Folder!, out var session))
        {
            Settled(session);
            session.Edit(next, exchange.SaidAt);
        }

        return null;
    }

    private Fault? FilesRead(Exchange exchange)
    {
        foreach (var session in sessions.Values.Where(session => session.Pending is not null))
        {
            if (session.ApplyPending(exchange.HeardAt) is { } wrong)
            {
                return Fault.Wrong(wrong);
            }
        }

        return null;
    }

    private static void Settled(SessionModel session)
    {
        if (session.Pending is not null)
        {
            throw new InvalidOperationException("The driver must let an edit take effect first.");
        }
    }

    private static Fault? Unopened(Exchange exchange) => exchange switch
    {
        { Call: ListCall { IsCancelled: true }, ErrorCode: RequestCancelled } => null,
        { ErrorCode: UnknownWorkspace } => null,
        _ => Fault.Refusal($"{exchange.ErrorCode?.ToString() ?? "a result"} for a folder that is not open"),
    };

    private void Notified(string method, JsonElement message, DateTimeOffset at)
    {
        switch (method.StartsWith("shim/", StringComparison.Ordinal) ? method[5..] : method)
        {
            case "modelsChanged":
                var told = message.GetProperty("params");
                var folder = told.TryGetProperty("workspaceFolder", out var name) ? name.GetString()! : Connection;
                if (sessions.TryGetValue(folder, out var session)
                    && session.Told(told.GetProperty("version").GetInt64(), told.GetProperty("generation").GetInt64(), at) is { } wrong)
                {
                    findings.Add(FindingKind.Wrong, folder, wrong, recent[folder]);
                }

                break;
            case "activeModelChanged" or "availabilityChanged" or "window/logMessage":
                break;
            default:
                findings.Add(FindingKind.Wrong, Connection, $"a message that nobody asked for: {message.GetRawText()}", []);
                break;
        }
    }

    private void LeaveOff(SessionModel session)
    {
        tally.Waited(Tally.Edit, session.LongestEdit);
        foreach (var version in session.Unaccounted())
        {
            findings.Add(FindingKind.Wrong, session.Folder.Name, $"catalog version {version} was announced, and nobody wrote it", recent[session.Folder.Name]);
        }
    }

    private Queue<Exchange> Remember(Exchange exchange)
    {
        var key = exchange.Call.Folder ?? Connection;
        if (!recent.TryGetValue(key, out var last))
        {
            recent.Add(key, last = new Queue<Exchange>());
        }

        last.Enqueue(exchange);
        if (last.Count > MostRemembered)
        {
            last.Dequeue();
        }

        return last;
    }
}
