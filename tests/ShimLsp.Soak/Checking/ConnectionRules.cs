using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>The sessions of one connection, and the answer that each call must get.</summary>
/// <param name="trusts">Whether a workspace's own catalog is in force from its opening.</param>
/// <param name="book">What the same question was answered before.</param>
/// <param name="stalls">What the machine may add to a time.</param>
internal sealed class ConnectionRules(bool trusts, ScoreBook book, Stalls stalls)
{
    private const int UnknownWorkspace = 1005;
    private const int RequestCancelled = -32800;

    private readonly RouteRules routes = new(book);
    private readonly Dictionary<string, FolderFacts> folders = [];
    private readonly Dictionary<string, SessionModel> sessions = [];
    private SettingsFacts pushed = new();

    /// <summary>The open sessions, by folder.</summary>
    public IReadOnlyDictionary<string, SessionModel> Sessions => sessions;

    /// <summary>A folder that sessions may be opened on.</summary>
    public void Knows(FolderFacts folder) => folders[folder.Name] = folder;

    /// <summary>What is wrong with an exchange; null if nothing is. Everything goes on to the state after it.</summary>
    public Fault? Judge(Exchange exchange) =>
        exchange.Call switch
        {
            SetupCall => exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null,
            RefusedCall { Code: var due } => exchange.ErrorCode == due
                ? null
                : Fault.Refusal($"{exchange.ErrorCode?.ToString() ?? "a result"}, where {due} is due"),
            OpenCall call => Opened(call, exchange),
            CloseCall call => Closed(call, exchange),
            ConfigureCall call => Configured(call, exchange),
            EditCall call => Edited(call, exchange),
            FilesChangedCall => FilesRead(exchange),
            { Folder: { } folder } => sessions.TryGetValue(folder, out var session) ? InSession(session, exchange) : Unopened(exchange),
            _ => throw new InvalidOperationException($"Nobody judges {exchange.Call}."),
        };

    private Fault? InSession(SessionModel session, Exchange exchange)
    {
        session.HasAnswered |= exchange.ErrorCode != RequestCancelled;
        return exchange.Call is RouteCall call ? routes.Judge(session, call, exchange) : SessionRules.Judge(session, exchange);
    }

    private Fault? Opened(OpenCall call, Exchange exchange)
    {
        var folder = folders[call.Folder!];
        sessions.TryAdd(folder.Name, new SessionModel(folder, trusts ? folder.Catalog : CatalogFacts.Unknown, pushed, stalls));
        return exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null;
    }

    private Fault? Closed(CloseCall call, Exchange exchange)
    {
        if (!sessions.Remove(call.Folder!))
        {
            return Unopened(exchange);
        }

        return exchange.ErrorCode is { } code ? Fault.Refusal($"refused with {code}") : null;
    }

    private Fault? Configured(ConfigureCall call, Exchange exchange)
    {
        pushed = call.Settings;
        foreach (var session in sessions.Values)
        {
            // It reads the files too: one generation or two, and nothing would show which.
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

    private static Fault? Unopened(Exchange exchange) =>
        exchange switch
        {
            { Call: ListCall { IsCancelled: true }, ErrorCode: RequestCancelled } => null,
            { ErrorCode: UnknownWorkspace } => null,
            _ => Fault.Refusal($"{exchange.ErrorCode?.ToString() ?? "a result"} for a folder that is not open"),
        };
}
