namespace ShimLsp.Server.Hosting.Files;

/// <summary>Where a path really leads. .NET resolves only the last link of a path; a folder on the way may be one too.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // what Linux follows before it speaks of a loop

    /// <summary>The path with every symbolic link on it resolved, as far as it exists; null if the links form a loop.</summary>
    /// <param name="path">A full path.</param>
    public static string? Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[real.Length..]);
        for (var links = 0; pending.TryPop(out var name); )
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Join(real, name);
            if (Target(next) is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            var root = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            real = root.Length > 0 ? root : real;
            Push(pending, target[root.Length..]);
        }

        return real;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var name = names.Length - 1; name >= 0; name--)
        {
            if (names[name] != ".")
            {
                pending.Push(names[name]);
            }
        }
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null; // whoever opens the path will say what is wrong with it
        }
    }
}
