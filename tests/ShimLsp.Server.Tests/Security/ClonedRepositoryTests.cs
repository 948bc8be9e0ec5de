using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Tests.Hosting;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>What a repository brings with it, in real files before a real server: no trick of its makes it the person's own.</summary>
public class ClonedRepositoryTests
{
    private static readonly string Theirs = Catalog("theirs");

    [Theory]
    [InlineData("the file", null)]
    [InlineData("a link to a file of the clone", null)]
    [InlineData("a linked folder", null)]
    [InlineData("a link that leads out of it", null)]
    [InlineData("a setting", "m.json")]
    [InlineData("a setting", "./deep/../m.json")]
    [InlineData("a setting", "../clone/m.json")]
    [InlineData("a setting", "{clone}/m.json")]
    [InlineData("a setting", "file://{clone}/%6d.json")]
    [InlineData("a setting", "{home}/into/m.json")] // a link of the person's that leads in
    [InlineData("a setting", "m.json/")]
    [InlineData("a setting", "out.json")] // a link of the clone's that leads out
    public async Task A_clones_catalog_is_not_used_unasked(string how, string? setting)
    {
        using var home = new Home();
        var clone = Arrange(home, how);
        setting = setting?.Replace("{clone}", clone, StringComparison.Ordinal).Replace("{home}", home.Path, StringComparison.Ordinal);
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([clone], options: $$$"""{"settings":{"modelsPath":{{{JsonSerializer.Serialize(setting)}}}}}""");

        var listed = await server.Client.CallAsync("shim/listModels");

        listed.At("models").Each("slug").Should().NotContain("theirs");
        listed.At("catalog.problems").Each("code").Should().ContainSingle().Which.Should().Be("untrustedWorkspace");
    }

    [Fact]
    public async Task A_file_that_a_setting_names_becomes_a_clones_when_its_folder_is_opened()
    {
        using var home = new Home();
        home.Write("clone/m.json", Theirs);
        await using var server = RunningServer.Lsp(home);
        var settings = JsonSerializer.Serialize(new { settings = new { modelsPath = home.At("clone/m.json") } });
        await server.Client.InitializeAsync([home.Work], options: settings);
        (await Slugs(server)).Should().Equal("auto", "theirs");

        await server.Client.NotifyAsync(
            "workspace/didChangeWorkspaceFolders",
            $$$"""{"event":{"added":[{{{LspClientExtensions.WorkspaceFolder(home.At("clone"))}}}],"removed":[]}}"""
        );

        (await Slugs(server)).Should().NotContain("theirs");
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("replaced by a link")]
    [InlineData("moved to by its folder")]
    public async Task Trust_in_a_text_ends_with_that_text(string how)
    {
        using var home = new Home();
        var clone = home.Folder("clone");
        var file = home.Write("clone/.shim/models.json", Catalog("trusted"));
        await TrustAsync(home, clone);
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([clone]);
        (await Slugs(server)).Should().Equal("auto", "trusted");

        switch (how)
        {
            case "edited":
                home.Write("clone/.shim/models.json", Theirs);
                break;
            case "replaced by a link":
                File.Delete(file);
                File.CreateSymbolicLink(file, home.Write("clone/deep/m.json", Theirs));
                break;
            default:
                home.Write("clone/other/models.json", Theirs);
                Directory.Move(home.At("clone/.shim"), home.At("clone/was"));
                Directory.Move(home.At("clone/other"), home.At("clone/.shim"));
                break;
        }

        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
        (await Slugs(server)).Should().NotContain("theirs").And.NotContain("trusted");
    }

    [Fact]
    public void The_parsed_text_is_the_hashed_one_however_fast_the_file_is_swapped()
    {
        using var world = new CatalogWorld();
        var (trusted, evil) = (Catalog("trusted"), Catalog("theirs"));
        var file = world.Folder.Write("ws/.shim/models.json", trusted);
        world.State.Trust(world.Workspace, world.Catalogs.Load(world.Query with { IsTrusted = true }, null).HashOfCatalogInForce()!);
        using var enough = new CancellationTokenSource();
        var swapper = new Thread(() =>
        {
            for (var turn = 0; !enough.IsCancellationRequested; turn++)
            {
                File.WriteAllText(world.Folder.At("draft"), turn % 2 == 0 ? evil : trusted);
                File.Move(world.Folder.At("draft"), file, overwrite: true);
            }
        });
        swapper.Start();

        // Until both were met, so that the race was run; a machine that never lets that happen has shown nothing against it either.
        var met = new HashSet<string>();
        var started = Stopwatch.GetTimestamp();
        for (var load = 0; (load < 500 || met.Count < 2) && Stopwatch.GetElapsedTime(started) < ShimClient.Limit; load++)
        {
            met.Add(world.InForce());
        }

        enough.Cancel();
        swapper.Join();
        met.Should().BeSubsetOf(["trusted", "sample"]);
    }

    [Theory]
    [InlineData("${env:SECRET}")]
    [InlineData("Bearer ${env:SECRET}")]
    public async Task No_variable_is_expanded_in_a_url_or_a_text_or_read_for_a_header_without_leave(string text)
    {
        using var home = new Home();
        var clone = home.Folder("clone");
        home.Write(
            "clone/.shim/models.json",
            $$"""
            {"models":[{"model":"u","provider":"generic-chat-completion-api","base_url":"https://api.example.com/{{text}}"},
              {"slug":"m","model":"m {{text}}","provider":"generic-chat-completion-api","base_url":"https://api.example.com",
              "extra_headers":{"X-A":"{{text}}"},"card":"{{text}}"}, "keyless"]}
            """
        );
        await using var server = RunningServer.Lsp(home, ("SECRET", "c4n4ry"));
        await server.Client.InitializeAsync([clone], options: """{"workspaceTrusted":true,"settings":{"logLevel":"debug"}}""");
        await server.Client.CallAsync("shim/listModels");
        await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();

        System.Text.Encoding.UTF8.GetString(server.Client.Bytes).Should().NotContain("c4n4ry");
        server
            .Client.Heard.Where(message => message.Text("method") == "window/showMessageRequest")
            .Should()
            .ContainSingle("only the header's is one that the person may allow")
            .Which.ToString()
            .Should()
            .Contain("${env:SECRET} to https://api.example.com:443");
    }

    /// <summary>A hundred thousand rows are the most that are read. What cost each of them all the others would take minutes.</summary>
    [Fact]
    public async Task A_catalog_as_large_as_can_be_stalls_nothing()
    {
        using var home = new Home();
        var clone = home.Folder("clone");
        home.Write("clone/.shim/models.json", $"[{string.Join(',', Enumerable.Range(0, 100_000).Select(row => $"\"m{row}\""))}]");
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([clone], options: """{"workspaceTrusted":true}""");

        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).At("candidates").GetArrayLength().Should().Be(100_000);
        await server.Client.CallAsync("shim/reportOutcome", """{"slug":"m7","status":429}""");
        await server.Client.CallAsync("shim/switchModel", """{"slug":"m5"}""");
        (await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""")).ShouldCover("""{"slug":"m5","source":"pinned"}""");
    }

    private static string Arrange(Home home, string how)
    {
        var clone = home.Folder("clone");
        switch (how)
        {
            case "the file":
                home.Write("clone/.shim/models.json", Theirs);
                break;
            case "a link to a file of the clone":
                Link(home, "clone/.shim/models.json", home.Write("clone/deep/m.json", Theirs));
                break;
            case "a linked folder":
                home.Write("clone/deep/models.json", Theirs);
                Link(home, "clone/.shim", home.At("clone/deep"));
                break;
            case "a link that leads out of it":
                Link(home, "clone/.shim/models.json", home.Write("elsewhere/m.json", Theirs));
                break;
            default:
                home.Write("clone/m.json", Theirs);
                home.Folder("clone/deep");
                Link(home, "clone/out.json", home.Write("elsewhere/m.json", Theirs));
                Link(home, "into", clone);
                break;
        }

        return clone;
    }

    private static void Link(Home home, string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(home.At(path))!);
        File.CreateSymbolicLink(home.At(path), target);
    }

    private static async Task<string?[]> Slugs(RunningServer server) =>
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug");

    private static async Task TrustAsync(Home home, string folder)
    {
        var start = ServerUnderTest.StartInfo(["trust", folder, "--yes"]);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        using var command = Process.Start(start)!;
        await command.StandardOutput.ReadToEndAsync().WaitAsync(ShimClient.Limit);
        await command.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        command.ExitCode.Should().Be(0);
    }

    private static string Catalog(string slug) => CatalogWorld.Catalog(slug);
}
