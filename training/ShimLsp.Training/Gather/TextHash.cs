using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Training.Gather;

/// <summary>A hash that is the same on every machine. It names prompts and puts them into an order that nobody chose.</summary>
internal static class TextHash
{
    /// <summary>SHA-256 of a text in UTF-8, as 64 hexadecimal digits.</summary>
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A short hash (FNV-1a).</summary>
    public static ulong Short(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return hash;
    }
}
