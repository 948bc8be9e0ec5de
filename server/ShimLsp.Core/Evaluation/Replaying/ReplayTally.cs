using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>What one model would have had.</summary>
public sealed class ModelTally
{
    /// <summary>First messages of sessions.</summary>
    public long First { get; internal set; }

    /// <summary>Later messages.</summary>
    public long Later { get; internal set; }

    /// <summary>Requests: a turn with tools takes several.</summary>
    public long Requests { get; internal set; }

    /// <summary>What they would have cost, in US dollars, as far as prices are known.</summary>
    public double Cost { get; internal set; }
}

/// <summary>What requests cost, in US dollars.</summary>
public sealed class CostTally
{
    /// <summary>The requests that count here: the models concerned have prices.</summary>
    public long Requests { get; internal set; }

    /// <summary>What they would have cost as routed.</summary>
    public double Routed { get; internal set; }

    /// <summary>What they would have cost, or did cost, otherwise.</summary>
    public double Otherwise { get; internal set; }
}

/// <summary>A kind of escalation.</summary>
/// <param name="Why">What showed that the model was stuck, or what the person said of its work.</param>
/// <param name="From">The model that was at work.</param>
/// <param name="To">The model that would have taken over.</param>
public readonly record struct EscalationKey(string Why, ModelSlug From, ModelSlug To);

/// <summary>What a replay counted. It holds no word of anybody.</summary>
public sealed class ReplayTally
{
    /// <summary>Sessions with at least one message of a person.</summary>
    public long Sessions { get; internal set; }

    /// <summary>Messages of a person: first and later ones.</summary>
    public long Turns { get; internal set; }

    /// <summary>Requests to models.</summary>
    public long Requests { get; internal set; }

    /// <summary>Requests whose tokens are estimated from the length of the text, because the record does not have them.</summary>
    public long Estimated { get; internal set; }

    /// <summary>Turns that no candidate could have taken.</summary>
    public long NotRoutable { get; internal set; }

    /// <summary>Later messages that mean nothing alone and went with the task before them.</summary>
    public long Inherited { get; internal set; }

    /// <summary>Turns in which a stronger model would have taken over.</summary>
    public long RaisedTurns { get; internal set; }

    /// <summary>The requests at which a stronger model would have taken over.</summary>
    public Dictionary<EscalationKey, long> Escalations { get; } = [];

    /// <summary>When the first turn was; null if no record says.</summary>
    public DateTimeOffset? From { get; internal set; }

    /// <summary>When the last turn was; null if no record says.</summary>
    public DateTimeOffset? To { get; internal set; }

    /// <summary>By the model that would have had the turn.</summary>
    public Dictionary<ModelSlug, ModelTally> Models { get; } = [];

    /// <summary>Turns by language.</summary>
    public Dictionary<string, long> Languages { get; } = new(StringComparer.Ordinal);

    /// <summary>As routed, against everything on the strongest candidate.</summary>
    public CostTally Strongest { get; } = new();

    /// <summary>As routed, against the models that ran, where the record names them and the catalog has them.</summary>
    public CostTally AsRun { get; } = new();

    /// <summary>Requests by the recorded names of models that the catalog does not have.</summary>
    public Dictionary<string, long> UnknownModels { get; } = new(StringComparer.Ordinal);

    internal ModelTally Of(ModelSlug slug)
    {
        if (!Models.TryGetValue(slug, out var tally))
        {
            Models.Add(slug, tally = new());
        }

        return tally;
    }
}
