using System.Security.Cryptography;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Training.Data;

/// <summary>What the scorer reads of tasks, as a hash: if it changes, weights that were fitted before no longer suit the reading.</summary>
internal static class TaskReadings
{
    /// <summary>The hash of the features and words of some tasks, in lower-case hex.</summary>
    /// <param name="tasks">The tasks.</param>
    public static string Sha256(IEnumerable<GradedTask> tasks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var features = new double[EditorFeatures.Count];
        foreach (var task in tasks)
        {
            EditorFeatures.Fill(task.Example.Features, features);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(features.AsSpan()));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(task.Example.Said.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
