using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Engine;

/// <summary>A part of the server that takes bytes from outside, and what must hold whatever they are.</summary>
internal interface IFuzzTarget
{
    /// <summary>Its name on the command line, and that of its corpus.</summary>
    string Name { get; }

    /// <summary>Its share of a run's executions, in parts of whatever all shares add up to.</summary>
    int Share { get; }

    /// <summary>
    /// Whether it runs on the calling thread alone. Edges are counted only then: threads that race through the code find new ones in
    /// every run.
    /// </summary>
    bool IsSingleThreaded => true;

    /// <summary>The words that its inputs are made of.</summary>
    Grammar Grammar { get; }

    /// <summary>Makes an input from nothing, well formed more often than not.</summary>
    byte[] Generate(Random random);

    /// <summary>Feeds it one input.</summary>
    /// <exception cref="PropertyViolation">What must hold does not. Any other exception is a finding too.</exception>
    void Run(ReadOnlySpan<byte> input);
}
