using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>Where the steps go: to a person, or to a program.</summary>
internal interface IUpstreamStage
{
    /// <summary>The demonstration begins.</summary>
    /// <param name="origin">Where the mock listens.</param>
    void Begin(string origin);

    /// <summary>A question follows whose reply streams in.</summary>
    /// <param name="section">What the steps around it are about.</param>
    /// <param name="question">The question.</param>
    void Ask(string section, string question);

    /// <summary>A piece of its reply.</summary>
    void Hear(ChatDelta piece);

    /// <summary>A step is done.</summary>
    void Show(DemoStep step);

    /// <summary>The demonstration is over.</summary>
    void End(DemoEnding ending);
}

/// <summary>Keeps the steps for a program.</summary>
/// <param name="record">Takes each.</param>
internal sealed class RecordedSteps(Action<DemoStep> record) : IUpstreamStage
{
    public void Begin(string origin) { }

    public void Ask(string section, string question) { }

    public void Hear(ChatDelta piece) { }

    public void Show(DemoStep step) => record(step);

    public void End(DemoEnding ending) { }
}
