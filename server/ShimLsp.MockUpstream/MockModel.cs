using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ShimLsp.Mock.Serving;

namespace ShimLsp.Mock;

/// <summary>One model of a mock: its script, and how much it is asked. Thread-safe.</summary>
public sealed class MockModel
{
    private readonly ConditionalWeakTable<Answer, EncodedAnswer> encodings = [];
    private readonly MockModel? standIn;
    private volatile Script? script;
    private int inFlight;
    private int mostInFlight;
    private int received;

    internal MockModel(string name, MockModel? standIn)
    {
        Name = name;
        this.standIn = standIn;
    }

    /// <summary>The name that requests use for it.</summary>
    public string Name { get; }

    /// <summary>How many requests have come.</summary>
    public int Received => Volatile.Read(ref received);

    /// <summary>How many requests are being answered now. A request whose answer is complete no longer counts.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>The most that were ever answered at the same time.</summary>
    public int MostInFlight => Volatile.Read(ref mostInFlight);

    /// <summary>Gives it a new script: the first request gets the first answer, and so on; the last one repeats.</summary>
    /// <param name="answers">At least one.</param>
    public MockModel Answers(params ImmutableArray<Answer> answers)
    {
        if (answers.IsDefaultOrEmpty)
        {
            throw new ArgumentException("Give at least one answer.", nameof(answers));
        }

        script = new(answers, null);
        return this;
    }

    /// <summary>Gives it a new script: a function of the request.</summary>
    /// <param name="choose">Chooses the answer, on any thread, for many requests at once.</param>
    public MockModel Answers(Func<ReceivedRequest, Answer> choose)
    {
        script = new([], choose);
        return this;
    }

    internal bool LooksAtRequests => Current.Choose is not null;

    internal Answer Next(ReceivedRequest? request) => Current.Next(request);

    private Script Current => script ?? standIn!.Current;

    internal EncodedAnswer Encoded(Answer answer) => encodings.GetValue(answer, key => new(key, Name));

    internal void Enter()
    {
        Interlocked.Increment(ref received);
        var now = Interlocked.Increment(ref inFlight);
        var most = Volatile.Read(ref mostInFlight);
        while (now > most && Interlocked.CompareExchange(ref mostInFlight, now, most) is var seen && seen != most)
        {
            most = seen;
        }
    }

    internal void Leave() => Interlocked.Decrement(ref inFlight);

    private sealed class Script(ImmutableArray<Answer> answers, Func<ReceivedRequest, Answer>? choose)
    {
        private int next = -1;

        public Func<ReceivedRequest, Answer>? Choose => choose;

        public Answer Next(ReceivedRequest? request)
        {
            if (choose is not null)
            {
                return choose(request!);
            }

            // The counter stops at the end, or a long bench would overflow it.
            var last = answers.Length - 1;
            return answers[Volatile.Read(ref next) >= last ? last : Math.Min(Interlocked.Increment(ref next), last)];
        }
    }
}
