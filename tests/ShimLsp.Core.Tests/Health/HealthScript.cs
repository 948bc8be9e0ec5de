using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Health;

/// <summary>
/// A model's health driven by a script: <c>500</c> or <c>timeout</c> is an outcome, <c>429/7</c> one with Retry-After, <c>403:key</c> one
/// whose body says what it is about, <c>403#2</c> one for the second task, <c>+30</c> lets 30 seconds pass, <c>renew</c> is a new
/// credential, <c>take</c> is a request that takes the model. The expectation of a <c>take</c> is <c>taken</c>, <c>trial</c> or
/// <c>refused</c>. Every other expected word is an announcement, in order, with its length in seconds.
/// </summary>
internal sealed class HealthScript : IDisposable
{
    /// <summary>The model.</summary>
    public static readonly ModelSlug Slug = new("haiku");

    public HealthScript() => Health = new ModelHealth(Clock, Announce);

    public SettableClock Clock { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>What was announced, and what became of each <c>take</c>, in order.</summary>
    public List<string> Announced { get; } = [];

    public ModelHealth Health { get; }

    public void Dispose() => Health.Dispose();

    /// <summary>Does the steps of a script.</summary>
    /// <param name="script">The steps.</param>
    public void Run(string script)
    {
        foreach (var step in script.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step[0] == '+')
            {
                Clock.Advance(Seconds(step[1..]));
            }
            else if (step.StartsWith("clock", StringComparison.Ordinal))
            {
                Clock.SetBy(Seconds(step["clock".Length..]));
            }
            else if (step == "take")
            {
                Announced.Add(
                    !Health.TryTake(Slug, out var isTrial) ? "refused"
                    : isTrial ? "trial"
                    : "taken"
                );
            }
            else if (step.StartsWith("look:", StringComparison.Ordinal))
            {
                Health.Look(Slug, Enum.Parse<EndpointFinding>(step["look:".Length..]));
            }
            else if (step == "renew")
            {
                Health.Renew([Slug]);
            }
            else
            {
                Health.Report(Slug, OutcomeOf(step));
            }
        }
    }

    private static Outcome OutcomeOf(string step) =>
        (step.Split('/'), step.Split(':'), step.Split('#')) switch
        {
            (_, [var status, var topic], _) => new(Number(status)) { Topic = Enum.Parse<RefusalTopic>(topic, ignoreCase: true) },
            (_, _, [var status, var task]) => new(Number(status)) { Task = Number(task) },
            var (parts, _, _) => OutcomeOf(parts),
        };

    private static Outcome OutcomeOf(string[] parts) =>
        parts switch
        {
            ["timeout"] => new(null, NoAnswer.Timeout),
            ["network"] => new(null, NoAnswer.Network),
            [var status, var retryAfter] => new(Number(status), RetryAfter: Seconds(retryAfter)),
            var only => new(Number(only[0])),
        };

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(Number(text));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Announce(ModelSlug slug, Availability availability)
    {
        slug.Should().Be(Slug);
        Announced.Add(
            availability.Until is { } until ? $"{availability.State} {(until - Clock.GetUtcNow()).TotalSeconds}" : $"{availability.State}"
        );
    }

    /// <summary>A clock whose time of day somebody sets, while time itself goes on as ever.</summary>
    internal sealed class SettableClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private TimeSpan setBy;

        public void SetBy(TimeSpan time) => setBy += time;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + setBy;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
