using ShimLsp.Core.Models;

namespace ShimLsp.Core.Health;

/// <summary>What is at a model's endpoint.</summary>
public enum EndpointFinding
{
    /// <summary>Something accepts connections. Whether it has the model is not known.</summary>
    Answers,

    /// <summary>It lists the model.</summary>
    HasModel,

    /// <summary>It lists its models, and this one is not among them.</summary>
    LacksModel,

    /// <summary>Nothing accepts connections.</summary>
    NothingThere,
}

/// <summary>A look at the endpoint of a model.</summary>
/// <param name="Model">The row as it was when the endpoint was looked at.</param>
/// <param name="Finding">What was found.</param>
public sealed record EndpointLook(ModelSpec Model, EndpointFinding Finding);
