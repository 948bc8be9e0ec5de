using System.Text.Json;

namespace ShimLsp.Server.Tests.Support;

/// <summary>Received messages, and those of them that no test has taken yet. Thread-safe.</summary>
internal sealed class Inbox
{
    private readonly Lock gate = new();
    private readonly List<JsonElement> all = [];
    private readonly List<JsonElement> open = [];
    private readonly List<(Func<JsonElement, bool> Match, TaskCompletionSource<JsonElement> Taken)> waiting = [];
    private Exception? failed;

    public IReadOnlyList<JsonElement> All
    {
        get
        {
            lock (gate)
            {
                return [.. all];
            }
        }
    }

    public void Note(JsonElement message)
    {
        lock (gate)
        {
            all.Add(message);
        }
    }

    public void Put(JsonElement message)
    {
        lock (gate)
        {
            if (waiting.FindIndex(waiter => waiter.Match(message)) is var i and >= 0)
            {
                waiting[i].Taken.TrySetResult(message);
                waiting.RemoveAt(i);
            }
            else
            {
                open.Add(message);
            }
        }
    }

    public Task<JsonElement> TakeAsync(Func<JsonElement, bool> match)
    {
        lock (gate)
        {
            if (open.FindIndex(message => match(message)) is var i and >= 0)
            {
                var found = open[i];
                open.RemoveAt(i);
                return Task.FromResult(found);
            }

            if (failed is not null)
            {
                return Task.FromException<JsonElement>(failed);
            }

            var taken = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((match, taken));
            return taken.Task;
        }
    }

    /// <summary>The first message that has not been taken; null if there is none.</summary>
    public JsonElement? TryTake()
    {
        lock (gate)
        {
            if (open.Count == 0)
            {
                return null;
            }

            var first = open[0];
            open.RemoveAt(0);
            return first;
        }
    }

    public void Fail(Exception failure)
    {
        lock (gate)
        {
            failed = failure;
            waiting.ForEach(waiter => waiter.Taken.TrySetException(failure));
            waiting.Clear();
        }
    }
}
