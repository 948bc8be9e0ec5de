namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>The active model of a workspace: which choices a request may go by. Not thread-safe.</summary>
internal sealed class ChoiceTruth
{
    private readonly List<Choice> choices = [];

    /// <summary>A switch is sent.</summary>
    /// <param name="slug">The model, or Auto.</param>
    public void Begin(string slug) => choices.Add(new(slug, TimeSpan.MaxValue));

    /// <summary>The last switch was answered.</summary>
    /// <param name="at">When.</param>
    public void Answer(TimeSpan at) => choices[^1] = choices[^1] with { Answered = at };

    /// <summary>What may have been active: the choice that was in force when a request was sent, and every later one.</summary>
    /// <param name="start">When the request was sent.</param>
    public IEnumerable<string> Since(TimeSpan start) =>
        choices.Skip(Math.Max(0, choices.FindLastIndex(choice => choice.Answered <= start))).Select(choice => choice.Slug);

    private readonly record struct Choice(string Slug, TimeSpan Answered);
}
