using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>
/// What several gateways share, in memory, by the rules that the scripts in Redis follow. The clock is its own: those of the gateways may
/// differ from it.
/// </summary>
internal sealed class SharedStore
{
    private readonly Lock gate = new();
    private Dictionary<string, object> state = [];
    private Dictionary<UInt128, byte[]> scores = [];
    private Dictionary<UInt128, byte[]> conversations = [];
    private Dictionary<string, (byte[] Record, DateTimeOffset At)> health = [];
    private Dictionary<UInt128, (long Token, DateTimeOffset Ends)> leases = [];

    public FakeTimeProvider Clock { get; } = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How many classifications' scores were refused because their lease had ended.</summary>
    public int Refused { get; private set; }

    public int Scores => scores.Count;

    public string? Choice => state.GetValueOrDefault("c") as string;

    public long Generation => Number("g");

    /// <summary>It starts anew, without what it had.</summary>
    public void Lose()
    {
        lock (gate)
        {
            (state, scores, conversations, health, leases) = ([], [], [], [], []);
        }
    }

    public SharedState Read(SharedQuestion question)
    {
        lock (gate)
        {
            return new(Number("g"), Choice, Number("hv"))
            {
                ChoiceTime = Number("ct"),
                Scores = question.Key is { } key ? scores.GetValueOrDefault(key) : null,
                Conversation = question.Conversation is { } id ? conversations.GetValueOrDefault(id) : null,
                Health =
                    question.HealthVersion == Number("hv")
                        ? default
                        : [.. health.Select(one => new SharedHealth(one.Key, one.Value.Record, Clock.GetUtcNow() - one.Value.At))],
            };
        }
    }

    public SharedTold Tell(SharedChange change)
    {
        lock (gate)
        {
            var before = Number("g");
            state["g"] = new[] { before, change.AtLeast, Now() }.Max() + 1;
            var isChosen = false;
            if (change.Choice is { } choice)
            {
                var at = change.ChoiceTime ?? (change.Age is { } age ? Now() - age.Ticks : 1);
                if (at >= Number("ct") && (at > 1 || Choice is null))
                {
                    (state["c"], state["ct"]) = (choice, at);
                    isChosen = true;
                }
            }

            scores.Clear();
            conversations.Clear();
            if (change.RenewsHealth)
            {
                health.Clear();
                state["hv"] = Number("hv") + 1;
            }

            return new(Number("g"), before, Number("ct"), isChosen);
        }
    }

    public SharedLease Lease(UInt128 key, long generation, TimeSpan life)
    {
        lock (gate)
        {
            if (generation != Number("g"))
            {
                return new SharedLease.Passed();
            }

            if (scores.TryGetValue(key, out var found))
            {
                return new SharedLease.Scored(found);
            }

            if (leases.TryGetValue(key, out var held) && held.Ends > Clock.GetUtcNow())
            {
                return new SharedLease.Held(held.Ends - Clock.GetUtcNow());
            }

            state["f"] = Number("f") + 1;
            leases[key] = (Number("f"), Clock.GetUtcNow() + life);
            return new SharedLease.Granted(Number("f"));
        }
    }

    public void Store(UInt128 key, long generation, long token, byte[] stored)
    {
        lock (gate)
        {
            if (!leases.TryGetValue(key, out var held) || held.Token != token || held.Ends <= Clock.GetUtcNow())
            {
                Refused++;
                return;
            }

            leases.Remove(key);
            if (generation == Number("g"))
            {
                scores[key] = stored;
            }
            else
            {
                Refused++;
            }
        }
    }

    public void Release(UInt128 key, long token)
    {
        lock (gate)
        {
            if (leases.TryGetValue(key, out var held) && held.Token == token)
            {
                leases.Remove(key);
            }
        }
    }

    public void Note(UInt128 conversation, long generation, byte[] memory)
    {
        lock (gate)
        {
            if (generation == Number("g"))
            {
                conversations[conversation] = memory;
            }
        }
    }

    public long TellHealth(ModelSlug model, byte[]? record)
    {
        lock (gate)
        {
            if (record is null)
            {
                health.Remove(model.Value);
            }
            else
            {
                health[model.Value] = (record, Clock.GetUtcNow());
            }

            state["hv"] = Number("hv") + 1;
            return Number("hv");
        }
    }

    private long Now() => Clock.GetUtcNow().Ticks;

    private long Number(string name) => Convert.ToInt64(state.GetValueOrDefault(name) ?? 0L, CultureInfo.InvariantCulture);
}

/// <summary>One gateway's way to the store. The test can cut it, and hold what is on it.</summary>
internal sealed class StorePort(SharedStore store) : ISharedSession
{
    private Action? joined;

    /// <summary>The steps that do not come through: <c>read tell lease store note health</c>; all of them if empty is given as
    /// null.</summary>
    public ISet<string> Cut { get; set; } = ImmutableHashSet<string>.Empty;

    /// <summary>Called when a step has been taken in the store, before its answer arrives.</summary>
    public Func<string, Task> Answering { get; set; } = static _ => Task.CompletedTask;

    public static ISet<string> Everything { get; } = ImmutableHashSet.Create("read", "tell", "lease", "store", "note", "health");

    public void Join()
    {
        Cut = ImmutableHashSet<string>.Empty;
        joined?.Invoke();
    }

    public ValueTask<SharedState?> ReadAsync(SharedQuestion question) => AnswerAsync("read", () => store.Read(question));

    public ValueTask<SharedTold?> TellAsync(SharedChange change) => AnswerAsync("tell", () => store.Tell(change));

    public ValueTask<SharedLease?> LeaseAsync(UInt128 key, long generation, TimeSpan life) =>
        AnswerAsync("lease", () => store.Lease(key, generation, life));

    public void Store(UInt128 key, long generation, long token, byte[] scores) =>
        Do("store", () => store.Store(key, generation, token, scores));

    public void Release(UInt128 key, long token) => Do("store", () => store.Release(key, token));

    public void Note(UInt128 conversation, long generation, byte[] memory) =>
        Do("note", () => store.Note(conversation, generation, memory));

    public async ValueTask<long?> TellHealthAsync(ModelSlug model, byte[]? record) =>
        await NumberAsync("health", () => store.TellHealth(model, record));

    public IDisposable Follow(Action action)
    {
        joined += action;
        return new Nothing();
    }

    private void Do(string step, Action action)
    {
        if (!Cut.Contains(step))
        {
            action();
        }
    }

    private async ValueTask<T?> AnswerAsync<T>(string step, Func<T> action)
        where T : class
    {
        var answer = Cut.Contains(step) ? null : action();
        await Answering(step);
        return answer;
    }

    private async ValueTask<long?> NumberAsync(string step, Func<long> action)
    {
        long? answer = Cut.Contains(step) ? null : action();
        await Answering(step);
        return answer;
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose() { }
    }
}
