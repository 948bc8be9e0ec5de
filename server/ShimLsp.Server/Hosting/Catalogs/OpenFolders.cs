using System.Collections.Immutable;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>
/// The folders that a client has open, by their names and by their real paths. A clone may have put files into any of them. Immutable. A
/// real path is resolved once, when the folder opens, so that a new folder does not resolve a thousand others again.
/// </summary>
internal sealed class OpenFolders
{
    // Two folders may be one through a link, so each place is counted.
    private readonly ImmutableDictionary<FolderPath, int> places;
    private readonly ImmutableDictionary<FolderPath, FolderPath> realOf;

    private OpenFolders(ImmutableDictionary<FolderPath, int> places, ImmutableDictionary<FolderPath, FolderPath> realOf) =>
        (this.places, this.realOf) = (places, realOf);

    /// <summary>No folder.</summary>
    public static OpenFolders None { get; } =
        new(ImmutableDictionary<FolderPath, int>.Empty, ImmutableDictionary<FolderPath, FolderPath>.Empty);

    /// <summary>These and one more.</summary>
    /// <param name="folder">The folder; one that is open already changes nothing.</param>
    public OpenFolders Add(FolderPath folder)
    {
        if (realOf.ContainsKey(folder))
        {
            return this;
        }

        var real = folder.Real();
        return new(Count(Count(places, folder, 1), real, 1), realOf.Add(folder, real));
    }

    /// <summary>These without one.</summary>
    /// <param name="folder">The folder; one that is not open changes nothing.</param>
    public OpenFolders Remove(FolderPath folder) =>
        realOf.TryGetValue(folder, out var real) ? new(Count(Count(places, folder, -1), real, -1), realOf.Remove(folder)) : this;

    /// <summary>Whether a path is an open folder or lies in one. The time depends on the path's depth, not on how many are open.</summary>
    /// <param name="path">A full path, normalised.</param>
    public bool Contain(string path)
    {
        if (places.IsEmpty)
        {
            return false;
        }

        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            if (places.ContainsKey(FolderPath.Of(at)))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableDictionary<FolderPath, int> Count(ImmutableDictionary<FolderPath, int> places, FolderPath folder, int change) =>
        places.GetValueOrDefault(folder) + change is var count && count > 0 ? places.SetItem(folder, count) : places.Remove(folder);
}
