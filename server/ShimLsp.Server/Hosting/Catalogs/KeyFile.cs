using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>What a look into a <c>${file:}</c> showed. Never the key.</summary>
/// <param name="Path">A full path.</param>
/// <param name="Fingerprint">
/// Tells one key from another within this process, and is of no use outside it: 32 bits, seeded at random at each start. Null where there
/// is no key.
/// </param>
/// <param name="Problem">The end of a sentence that starts with the path; null where there is a key.</param>
internal readonly record struct KeyFile(string Path, int? Fingerprint, string? Problem)
{
    private const int MostBytes = 64 << 10;

    /// <summary>A file that is not looked into: it only seems to be the workspace's own.</summary>
    /// <param name="path">A full path.</param>
    public static KeyFile LeadingOut(string path) => new(path, null, "is a link that leads out of the workspace");

    /// <summary>Looks whether a file holds a key, and forgets it at once.</summary>
    /// <param name="path">A full path.</param>
    public static KeyFile Check(string path)
    {
        switch (FileRead.Of(path, MostBytes))
        {
            case FileRead.Content { Bytes: var bytes }:
                var key = bytes.AsSpan().TrimEnd("\r\n"u8);
                var code = new HashCode();
                code.AddBytes(key);
                var isEmpty = key.IsEmpty;
                bytes.AsSpan().Clear();
                return isEmpty ? new(path, null, "is empty") : new(path, code.ToHashCode(), null);
            case FileRead.Unreadable broken:
                return new(path, null, broken.Why);
            default:
                return new(path, null, "does not exist");
        }
    }
}
