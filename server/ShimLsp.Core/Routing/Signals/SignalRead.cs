using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>Why a request says nothing that can be routed.</summary>
/// <param name="Path">The faulty field, such as <c>body.messages</c>.</param>
/// <param name="Message">One sentence that says what is wrong and what to do. It never quotes the request.</param>
public sealed record SignalProblem(string Path, string Message);

/// <summary>A signal, or the problem that kept it from being read. Nothing that a client sends throws.</summary>
public sealed record SignalRead
{
    private SignalRead(TaskSignal? signal, SignalProblem? problem)
    {
        Signal = signal;
        Problem = problem;
    }

    /// <summary>Whether there is a signal.</summary>
    [MemberNotNullWhen(true, nameof(Signal))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsRead => Signal is not null;

    /// <summary>What was read; null if there is a problem.</summary>
    public TaskSignal? Signal { get; }

    /// <summary>What is wrong; null if there is a signal.</summary>
    public SignalProblem? Problem { get; }

    internal static SignalRead Of(TaskSignal signal) => new(signal, null);

    internal static SignalRead Failed(string path, string message) => new(null, new SignalProblem(path, message));
}
