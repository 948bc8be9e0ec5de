using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// The names under which a session's state is kept. They hold hashes: nobody can read a tenant, a folder, a conversation or a task from
/// them, and the same task of two tenants has two names.
/// </summary>
internal sealed class SharedNames
{
    private readonly byte[] owner;

    /// <summary>Makes the names of a session.</summary>
    /// <param name="prefix">What every key begins with.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="folder">The workspace's folder.</param>
    public SharedNames(string prefix, string tenant, string folder)
    {
        owner = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant.Length}:{tenant}{folder}"));
        var ofTenant = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tenant)).AsSpan(0, 8));
        Session = $"{prefix}:{{{ofTenant}}}:{Convert.ToHexStringLower(owner.AsSpan(0, 8))}";
    }

    /// <summary>What the keys of the session begin with. The part in braces puts those of a tenant on one node of a cluster.</summary>
    public string Session { get; }

    /// <summary>The key of a lease.</summary>
    /// <param name="field">The field of the scores.</param>
    public string Lease(byte[] field) => $"{Session}:l:{Convert.ToHexStringLower(field)}";

    /// <summary>The field of something that has a hash.</summary>
    /// <param name="hash">The hash.</param>
    public byte[] Field(UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16 + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        owner.CopyTo(bytes[16..]);
        Span<byte> mixed = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, mixed);
        return mixed[..16].ToArray();
    }
}
