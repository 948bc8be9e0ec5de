using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>Remembers ids, 16 bytes each, so that a message that several files have counts once.</summary>
internal sealed class SeenIds
{
    private readonly HashSet<UInt128> seen = [];

    /// <summary>Whether an id is seen for the first time.</summary>
    /// <param name="id">The id.</param>
    public bool Add(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), hash);
        return seen.Add(MemoryMarshal.Read<UInt128>(hash));
    }
}
