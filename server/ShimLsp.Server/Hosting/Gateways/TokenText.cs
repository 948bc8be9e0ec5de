using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>The text of a token: what a client shows, and what is stored of it.</summary>
internal static class TokenText
{
    /// <summary>What each token begins with, so that a scanner for secrets recognises one.</summary>
    public const string Prefix = "shim_";

    private const int SecretBytes = 32;

    /// <summary>A new token: 256 random bits.</summary>
    public static string New() => Prefix + Base64Url.EncodeToString(KernelRandom.Bytes(SecretBytes));

    /// <summary>
    /// SHA-256 in lower-case hex. A slow hash would add nothing, because a token is random. A look-up by this hash takes no longer for a
    /// guess that begins well.
    /// </summary>
    /// <param name="token">The token.</param>
    public static string Hash(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return Convert.ToHexStringLower(hash);
    }
}
