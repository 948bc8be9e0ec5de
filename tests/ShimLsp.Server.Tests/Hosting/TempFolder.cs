namespace ShimLsp.Server.Tests.Hosting;

/// <summary>A real folder that goes with the test, its own path free of links.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Server.Hosting.Files.RealPath.Of(Directory.CreateTempSubdirectory("shim-lsp-tests-").FullName)!;

    public string At(string relative) => relative.Length == 0 ? Path : System.IO.Path.Combine(Path, relative);

    public string Folder(string relative) => Directory.CreateDirectory(At(relative)).FullName;

    public string Write(string relative, string text)
    {
        var path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Link(string relative, string target)
    {
        var path = At(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
