using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Routing.Strengths;

namespace ShimLsp.Core.Routing;

/// <summary>One model's score for one task.</summary>
/// <param name="Slug">The model.</param>
/// <param name="Value">
/// 0..1: the chance that this task goes right with it at the first attempt (a classifier), or goes no worse than with the strongest (the
/// embedded scorer).
/// </param>
/// <param name="Strength">
/// The strength that the score rests on, its figure of at most three decimals; null if it rests on none, as a classifier's.
/// </param>
public readonly record struct Score(ModelSlug Slug, double Value, ModelStrength? Strength = null);

/// <summary>
/// The scores of every candidate that can do the task, and the reason. It contains no task text, because the cache keeps it.
/// </summary>
/// <param name="Scores">One score a candidate, in the order the candidates were given.</param>
/// <param name="Because">
/// What weighed most, in words such as <c>long, several files named</c>. It never contains a piece of the task. Null if there is nothing to
/// say.
/// </param>
public sealed record ScoreSheet(ImmutableArray<Score> Scores, string? Because)
{
    /// <summary>What the scores weigh in memory, in bytes.</summary>
    internal long Bytes => (long)Scores.Length * Unsafe.SizeOf<Score>();

    /// <summary>The score of a model; 0 if the scorer gave none.</summary>
    /// <param name="slug">The model.</param>
    public double Of(ModelSlug slug) => IndexOf(slug) is var at and >= 0 ? Scores[at].Value : 0;

    /// <summary>The index of a model's score; -1 if the scorer gave none.</summary>
    /// <param name="slug">The model.</param>
    internal int IndexOf(ModelSlug slug)
    {
        var scores = Scores.AsSpan();
        for (var at = 0; at < scores.Length; at++)
        {
            if (scores[at].Slug == slug)
            {
                return at;
            }
        }

        return -1;
    }
}

/// <summary>Scores a task for each candidate. This is a port; the embedded scorer implements it. A scorer never sees a price.</summary>
public interface IScorer
{
    /// <summary>The scorer's name and version. It is part of the cache's key, so two scorers never share an entry.</summary>
    string Identity { get; }

    /// <summary>Scores the task.</summary>
    /// <param name="signal">What was read of the request.</param>
    /// <param name="candidates">The models to score, at least one.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>A score of 0..1 for every candidate.</returns>
    ValueTask<ScoreSheet> ScoreAsync(TaskSignal signal, ImmutableArray<ModelSpec> candidates, CancellationToken cancellationToken);
}
