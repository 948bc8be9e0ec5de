namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>A step of an agent's conversation, in no client's format.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>The person says something.</summary>
    public sealed record Person(string Text) : Step;

    /// <summary>The model answered.</summary>
    public sealed record Answer(string Text) : Step;

    /// <summary>The model called the tool.</summary>
    public sealed record Call(string Id, string Arguments) : Step;

    /// <summary>What the tool returned.</summary>
    public sealed record Result(string Id, string Text) : Step;
}
