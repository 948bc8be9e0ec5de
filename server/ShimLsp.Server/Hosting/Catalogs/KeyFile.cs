using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>What a look into a <c>${file:}</c> showed. Never the key.</summary>
/// <param name="Path">A full path.</param>
/// <param name="Fingerprint">
/// Tells one key from another within this process and is useless outside it: 32 bits, seeded at random at each start. Null if there is no
/// key.
/// </param>
/// <param name="Fault">Why there is no key; null if there is one.</param>
/// <param name="Problem">The same as the end of a sentence that starts with the path; null if there is a key.</param>
/// <param name="MayPass">Whether another look at the same file may find a key.</param>
internal readonly record struct KeyFile(string Path, int? Fingerprint, CredentialFault? Fault, string? Problem, bool MayPass = false)
{
    private const int MostBytes = 64 << 10;

    /// <summary>A file that is not looked into: it only seems to be the workspace's own.</summary>
    /// <param name="path">A full path.</param>
    public static KeyFile LeadingOut(string path) => new(path, null, CredentialFault.FileOutside, "links to a file outside the workspace");

    /// <summary>Checks whether a file contains a key. It does not keep the key.</summary>
    /// <param name="path">A full path.</param>
    public static KeyFile Check(string path)
    {
        switch (FileRead.Of(path, MostBytes))
        {
            case FileRead.Content { Bytes: var bytes }:
                var key = Trimmed(bytes);
                var code = new HashCode();
                code.AddBytes(key);
                var found =
                    key.IsEmpty ? new(path, null, CredentialFault.FileEmpty, "is empty")
                    : IsSendable(key) ? new(path, code.ToHashCode(), null, null)
                    : new KeyFile(path, null, CredentialFault.Unsendable, KeyText.Unsendable);
                bytes.AsSpan().Clear();
                return found;
            case FileRead.Unreadable broken:
                return new(path, null, CredentialFault.FileUnreadable, broken.Why, broken.MayPass);
            default:
                return new(path, null, CredentialFault.FileNotFound, "does not exist");
        }
    }

    /// <summary>The key in a file; null if there is none.</summary>
    /// <param name="path">A full path.</param>
    public static string? Reveal(string path)
    {
        if (FileRead.Of(path, MostBytes) is not FileRead.Content { Bytes: var bytes })
        {
            return null;
        }

        var key = Trimmed(bytes);
        var text = key.IsEmpty || !IsSendable(key) ? null : Encoding.ASCII.GetString(key);
        bytes.AsSpan().Clear();
        return text;
    }

    // Editors on Windows put a byte order mark in front, and its shell writes UTF-16.
    private static ReadOnlySpan<byte> Trimmed(Span<byte> bytes)
    {
        ReadOnlySpan<byte> text = bytes switch
        {
            [0xFF, 0xFE, ..] => Narrowed(bytes[2..], low: 0),
            [0xFE, 0xFF, ..] => Narrowed(bytes[2..], low: 1),
            [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
            _ => bytes,
        };
        return text.Trim("\r\n\t "u8);
    }

    /// <summary>UTF-16 as ASCII, written over itself, so that no copy of the key is left. What is not ASCII cannot be sent.</summary>
    private static ReadOnlySpan<byte> Narrowed(Span<byte> pairs, int low)
    {
        var count = pairs.Length / 2;
        for (var at = 0; at < count; at++)
        {
            var (value, other) = (pairs[(2 * at) + low], pairs[(2 * at) + 1 - low]);
            pairs[at] = other == 0 ? value : byte.MaxValue;
        }

        return pairs[..count];
    }

    private static bool IsSendable(ReadOnlySpan<byte> key) => !key.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
