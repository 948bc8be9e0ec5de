using ShimLsp.Fuzz.Engine;

namespace ShimLsp.Fuzz;

/// <summary>Where inputs are kept.</summary>
internal sealed class FuzzFolders
{
    private FuzzFolders(string root)
    {
        Kept = new Corpus(Path.Combine(root, "tests", "ShimLsp.Fuzz", "corpus"));
        Found = new Corpus(Path.Combine(root, "artifacts", "fuzz", "found"));
        Last = Path.Combine(root, "artifacts", "fuzz", "last");
    }

    /// <summary>The corpus that is checked in: the suites replay it.</summary>
    public Corpus Kept { get; }

    /// <summary>Inputs that runs on this machine found and that are not kept yet.</summary>
    public Corpus Found { get; }

    /// <summary>The folder of the recordings: the input that a process ended with, by target.</summary>
    public string Last { get; }

    /// <summary>The folders of the repository that this program was built in.</summary>
    public static FuzzFolders Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ShimLsp.sln")))
        {
            folder = folder.Parent;
        }

        return new FuzzFolders(folder.FullName);
    }
}
