using System.Text.Json;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;
using ShimLsp.Soak.Transcript;

namespace ShimLsp.Soak.Checking;

/// <summary>
/// Checks one connection by its transcript: everything sent, in order, and everything received. An answer is checked after all earlier
/// ones, in whatever order they came. Thread-safe.
/// </summary>
/// <param name="trusts">Whether a workspace's own catalog is in force from its opening.</param>
/// <param name="findings">Receives the faults.</param>
/// <param name="book">What the same question was answered before.</param>
/// <param name="tally">Where to count.</param>
/// <param name="stalls">What the machine may add to a time.</param>
internal sealed class ConnectionChecker(bool trusts, Findings findings, ScoreBook book, Tally tally, Stalls stalls)
{
    private const string Connection = "the connection";
    private const int MostRemembered = 12;

    private readonly Lock gate = new();
    private readonly ConnectionRules rules = new(trusts, book, stalls);
    private readonly Queue<Exchange> unjudged = new();
    private readonly Dictionary<long, Exchange> open = [];
    private readonly Dictionary<string, Queue<Exchange>> recent = [];

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

    /// <summary>The open sessions, for a caller that wants to send something sensible next.</summary>
    public IReadOnlyDictionary<string, SessionModel> Sessions => rules.Sessions;

    /// <summary>A folder that sessions may be opened on.</summary>
    public void Knows(FolderFacts folder) => rules.Knows(folder);

    /// <summary>A message is about to be sent, or a file about to be written.</summary>
    /// <param name="call">What.</param>
    /// <param name="id">The request's id; null if no answer is expected.</param>
    /// <param name="at">When.</param>
    public void Said(Call call, long? id, DateTimeOffset at)
    {
        lock (gate)
        {
            var exchange = new Exchange
            {
                Call = call,
                Id = id,
                SaidAt = at,
                HeardAt = at,
            };
            unjudged.Enqueue(exchange);
            if (id is { } known)
            {
                open.Add(known, exchange);
            }

            JudgeAnswered();
        }
    }

    /// <summary>The server sent a message.</summary>
    public void Heard(JsonElement message, DateTimeOffset at)
    {
        lock (gate)
        {
            if (message.TryGetProperty("method", out var method))
            {
                Notified(method.GetString()!, message, at);
            }
            else if (
                !message.TryGetProperty("id", out var id)
                || id.ValueKind != JsonValueKind.Number
                || !open.Remove(id.GetInt64(), out var exchange)
            )
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
    /// <param name="allWereDue">Whether every request had to be answered.</param>
    public void End(bool allWereDue)
    {
        lock (gate)
        {
            foreach (var lost in allWereDue ? open.Values : Enumerable.Empty<Exchange>())
            {
                findings.Add(FindingKind.Lost, lost.Call.Folder ?? Connection, $"no answer to {lost.Call}", [lost]);
            }

            open.Clear();
            foreach (var session in rules.Sessions.Values)
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
            var closed = next.Call is CloseCall { Folder: { } folder } ? rules.Sessions.GetValueOrDefault(folder) : null;
            if (rules.Judge(next) is { } fault)
            {
                findings.Add(fault.Kind, next.Call.Folder ?? Connection, fault.What, before);
            }

            if (closed is not null)
            {
                LeaveOff(closed);
            }
        }
    }

    private void Notified(string method, JsonElement message, DateTimeOffset at)
    {
        switch (method.StartsWith("shim/", StringComparison.Ordinal) ? method[5..] : method)
        {
            case "modelsChanged":
                var told = message.GetProperty("params");
                var folder = told.TryGetProperty("workspaceFolder", out var name) ? name.GetString()! : Connection;
                if (
                    rules.Sessions.TryGetValue(folder, out var session)
                    && session.Told(told.GetProperty("version").GetInt64(), told.GetProperty("generation").GetInt64(), at) is { } wrong
                )
                {
                    findings.Add(FindingKind.Wrong, folder, wrong, recent[folder]);
                }

                break;
            case "activeModelChanged" or "availabilityChanged" or "window/logMessage" or "window/showMessage":
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
            findings.Add(
                FindingKind.Wrong,
                session.Folder.Name,
                $"catalog version {version} was announced, and nobody wrote it",
                recent[session.Folder.Name]
            );
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
