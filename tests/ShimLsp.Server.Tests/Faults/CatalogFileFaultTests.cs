using System.Text;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>
/// A models.json that cannot be read. The server says so at once, with the reason. When the file is repaired, it comes into force without
/// help.
/// </summary>
public class CatalogFileFaultTests
{
    private const string Mended = """{"models":[{"slug":"mended","model":"m","provider":"ollama"}]}""";

    [Fact]
    public Task A_folder() => Check("is a folder", path => Directory.CreateDirectory(path));

    [LinuxFact]
    public Task A_loop_of_links() =>
        Check(
            "is a loop of symbolic links",
            path =>
            {
                File.CreateSymbolicLink(path, path + ".other");
                File.CreateSymbolicLink(path + ".other", path);
            }
        );

    [LinuxFact]
    public Task A_link_to_nothing() => Check("is a symbolic link to nothing", path => File.CreateSymbolicLink(path, path + ".other"));

    [Fact]
    public Task A_gigabyte() =>
        Check(
            "is larger than 16 MiB",
            path =>
            {
                using var file = File.Create(path);
                file.SetLength(1L << 30); // no block of it is on the disk
            }
        );

    [LinuxFact]
    public Task A_pipe() => Check("is a pipe, a socket or a device", Proc.MakePipe);

    [LinuxFact]
    public Task A_device() => Check("is a pipe, a socket or a device", path => File.CreateSymbolicLink(path, "/dev/zero"));

    [LinuxFact]
    public Task A_file_with_no_end() => Check(null, path => File.CreateSymbolicLink(path, "/proc/self/mem"));

    [LinuxFact]
    public Task Without_permission() =>
        Check(
            "cannot be read: permission denied",
            path =>
            {
                File.WriteAllText(path, Home.ThreeModels);
                Proc.ChangeMode(path, "000");
            },
            Powers.OfAPerson()
        );

    [LinuxFact]
    public async Task A_read_that_fails_for_a_while()
    {
        using var home = new Home();
        await CheckWhile(home, "config/shim-lsp/models.json", "cheap");
    }

    [LinuxFact]
    public async Task A_read_of_a_trusted_text_that_fails_for_a_while()
    {
        using var home = new Home();
        const string Own = "work/.shim/models.json";
        var before = Mended.Replace("mended", "before", StringComparison.Ordinal);
        home.Write(Own, before);
        foreach (var text in (string[])[before, Mended])
        {
            home.StateFolder().Trust(FolderPath.Of(home.Work), WorkspaceTrust.HashOf(Encoding.UTF8.GetBytes(text))).Should().BeNull();
        }

        await CheckWhile(home, Own, "before");
    }

    [Fact]
    public async Task A_path_with_spaces_and_letters_of_the_world_is_a_path()
    {
        using var home = new Home(catalog: null);
        var path = home.Write("Модели und 模型/m ö d e l s 🧭.json", Mended);
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync(
            [home.Folder("プロジェクト 1")],
            options: $$$"""{"settings":{"modelsPath":{{{Json.Quote(path)}}}}}"""
        );

        var models = await server.Client.CallAsync("shim/listModels");

        models.At("models").Each("slug").Should().Contain("mended");
        models.At("catalog.sources.0").GetString().Should().Be(path);
        (await server.Client.CallAsync("shim/switchModel", """{"slug":"mended"}""")).ShouldCover("""{"active":"mended"}""");
    }

    /// <summary>The last catalog stays in force as long as the next one cannot be read.</summary>
    private static async Task CheckWhile(Home home, string file, string before)
    {
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("subscribe", """{"events":["modelsChanged"]}""");
        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Contain(before);
        var next = home.Write(file + ".next", Mended);
        using (new Lease(next))
        {
            File.Move(next, home.At(file), overwrite: true);

            await server.Client.HearAsync("modelsChanged", changed => changed.GetRawText().Contains("cannot be read"));
            (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Contain(before);
        }

        await server.Client.HearAsync("modelsChanged", changed => changed.At("problems").GetArrayLength() == 0);
        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Contain("mended");
    }

    /// <param name="why">Why it cannot be read; null if it reads as an empty file.</param>
    /// <param name="make">Creates the unreadable models.json at that path.</param>
    /// <param name="through">How to start the server.</param>
    private static async Task Check(string? why, Action<string> make, params string[] through)
    {
        using var home = new Home(catalog: null);
        Directory.CreateDirectory(Path.GetDirectoryName(home.Catalog)!);
        make(home.Catalog);
        await using var server =
            through.Length == 0 ? ServerProcess.Plain(home) : ServerProcess.StartThrough(home, WireFraming.NewLine, through, "rpc");
        await server.Client.CallAsync("subscribe", """{"events":["modelsChanged"]}""");

        var problem = (await server.Client.CallAsync("listModels")).At("catalog.problems.0");

        problem.ShouldCover("""{"severity":"error"}""");
        problem.Text("source").Should().Be(home.Catalog);
        problem.Text("message").Should().Contain(why ?? "empty");
        (await server.Client.RefusedAsync("route", """{"task":"Rename it."}""")).ShouldCover("""{"code":1003}""");
        if (OperatingSystem.IsLinux())
        {
            Proc.PeakMebibytes(server.Id).Should().BeLessThan(200, "nothing of that size is read");
        }

        if (Directory.Exists(home.Catalog) && new FileInfo(home.Catalog).LinkTarget is null)
        {
            Directory.Delete(home.Catalog);
        }

        home.WriteCatalog(Mended);
        await server.Client.HearAsync("modelsChanged", changed => changed.At("problems").GetArrayLength() == 0);
        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Contain("mended");
    }
}
