using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language;

/// <summary>The models that an endpoint listed, because a person wished it.</summary>
public sealed class EndpointList
{
    /// <summary>Makes it.</summary>
    /// <param name="row">The row that was asked with. Nothing of its key is kept.</param>
    /// <param name="models">The models, as rows.</param>
    /// <param name="source">Where and when it was asked, in words: <c>from http://localhost:11434, asked 13:05</c>.</param>
    public EndpointList(ModelSpec row, ImmutableArray<ModelSpec> models, string source) =>
        (Endpoint, Models, Source) = (RowEndpoint.Of(row), models, source);

    /// <summary>The models, as rows, by name.</summary>
    public ImmutableArray<ModelSpec> Models { get; }

    /// <summary>Where and when it was asked, in words.</summary>
    public string Source { get; }

    internal RowEndpoint Endpoint { get; }
}
