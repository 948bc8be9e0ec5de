using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Classifying;

/// <summary>Scores tasks by asking a model. This is a port: its implementation calls the person's own model.</summary>
public interface IClassifier
{
    /// <summary>The model that it asks.</summary>
    ModelSlug Model { get; }

    /// <summary>The name and version of the classifier. It is part of the cache's key, so two scorers never share an entry.</summary>
    string Identity { get; }

    /// <summary>Asks the model once.</summary>
    /// <param name="signal">The signal of the request.</param>
    /// <param name="candidates">The models to score, at least one.</param>
    /// <param name="cancellationToken">Cancels the call, and only then the task is cancelled.</param>
    /// <returns>The scores, or why there are none. An expected failure is a result, never an exception.</returns>
    ValueTask<Classification> ClassifyAsync(TaskSignal signal, ImmutableArray<ModelSpec> candidates, CancellationToken cancellationToken);
}

/// <summary>Makes classifiers. This is a port.</summary>
public interface IClassifiers
{
    /// <summary>The classifier that asks this model; null if the model cannot be called. Cheap: every request calls it.</summary>
    /// <param name="model">The model that the catalog or the settings name as classifier.</param>
    /// <param name="maxTokens">The longest reply, in tokens.</param>
    IClassifier? For(ModelSpec model, int maxTokens);
}
