using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class StateFolderTests : IDisposable
{
    private static readonly CredentialGrant Pair = new("${env:KEY}", "https://api.example.com:443");

    private readonly CatalogWorld world = new();

    private string MemoryFile => world.State.FileOf(world.Workspace)!;

    public void Dispose() => world.Dispose();

    [Fact]
    public void Nothing_is_remembered_and_nothing_made_before_something_is_written()
    {
        Check("");
        Directory.Exists(world.Host.StateFolder).Should().BeFalse();
    }

    [Fact]
    public void Each_field_is_written_beside_the_others()
    {
        RememberAll();
        Check("active haiku, trusts aa bb, allows ${env:KEY} https://api.example.com:443");
    }

    [Fact]
    public void The_last_writer_of_a_field_wins()
    {
        RememberAll();
        new StateFolder(world.Host).RememberActive(world.Workspace, new("opus")).Should().BeNull();
        Check("active opus, trusts aa bb, allows ${env:KEY} https://api.example.com:443");
    }

    [Fact]
    public void The_active_model_can_be_forgotten()
    {
        world.State.RememberActive(world.Workspace, new("haiku"));
        world.State.RememberActive(world.Workspace, null);
        Check("");
    }

    [Fact]
    public void Nothing_is_remembered_twice()
    {
        RememberAll();
        RememberAll();
        Check("active haiku, trusts aa bb, allows ${env:KEY} https://api.example.com:443");
    }

    [Fact]
    public void Trust_in_a_text_is_not_lost_to_trust_in_others()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(text => $"{text}")];
        foreach (var text in texts)
        {
            world.State.Trust(world.Workspace, text).Should().BeNull();
        }

        world.State.Read(world.Workspace).TrustedCatalogs.Should().Equal(texts);
    }

    [Fact]
    public void Two_workspaces_remember_apart()
    {
        RememberAll();
        world.State.Read(FolderPath.Of(world.Folder.Folder("other"))).Should().Be(WorkspaceMemory.Empty);
    }

    [Fact]
    public void A_link_to_a_workspace_is_that_workspace()
    {
        RememberAll();
        world.State.Read(FolderPath.Of(world.Folder.Link("link", world.Folder.At("ws")))).Active.Should().Be("haiku");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"folder\":\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"folder\":7}")]
    [InlineData("{\"folder\":\"\",\"active\":\"haiku\"}")]
    [InlineData("{\"folder\":\"\\u0000\",\"active\":\"haiku\"}")]
    [InlineData("{\"folder\":\"/another/folder/with/this/hash\",\"active\":\"haiku\"}")]
    [InlineData("{\"active\":\"haiku\"}")]
    public void A_broken_or_foreign_file_counts_as_empty_and_is_rewritten(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(MemoryFile)!);
        File.WriteAllText(MemoryFile, text);
        Check("");
        RememberAll();
        Check("active haiku, trusts aa bb, allows ${env:KEY} https://api.example.com:443");
    }

    [Theory]
    [InlineData("\"later\":1", "active haiku")]
    [InlineData(
        "\"trustedCatalogs\":[null,\"aa\"],\"grants\":[null,{},{\"reference\":\"r\"},{\"reference\":\"r\",\"origin\":\"o\","
            + "\"later\":1}],\"later\":{}",
        "active haiku, trusts aa, allows r o"
    )]
    public void Missing_or_newer_fields_in_a_file_do_no_harm(string fields, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(MemoryFile)!);
        File.WriteAllText(
            MemoryFile,
            $"{{\"folder\":\"{world.Workspace.Value.Replace(@"\", @"\\", StringComparison.Ordinal)}\",\"active\":\"haiku\",{fields}}}"
        );
        Check(expected);
    }

    [Fact]
    public void It_is_private_to_the_person_and_leaves_no_draft()
    {
        RememberAll();
        Directory.GetFiles(Path.GetDirectoryName(MemoryFile)!).Should().Equal(MemoryFile);
        if (!OperatingSystem.IsWindows())
        {
            Convert.ToString((int)File.GetUnixFileMode(MemoryFile), 8).Should().Be("600");
            Convert.ToString((int)File.GetUnixFileMode(world.Host.StateFolder!), 8).Should().Be("700");
            Convert.ToString((int)File.GetUnixFileMode(Path.GetDirectoryName(MemoryFile)!), 8).Should().Be("700");
        }
    }

    [Fact]
    public void A_linked_state_folder_serves()
    {
        world.Folder.Link("home/.local/state", world.Folder.Folder("elsewhere"));
        RememberAll();
        Check("active haiku, trusts aa bb, allows ${env:KEY} https://api.example.com:443");
        Directory.Exists(world.Folder.At("elsewhere/shim-lsp")).Should().BeTrue();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_problem_to_show()
    {
        world.Folder.Write("home/.local", "a file in its place");
        CheckNotWritten();
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_is_a_problem_to_show_and_leaves_no_draft()
    {
        Directory.CreateDirectory(MemoryFile);
        CheckNotWritten();
        Directory.GetFileSystemEntries(Path.GetDirectoryName(MemoryFile)!).Should().Equal(MemoryFile);
    }

    [Fact]
    public void What_cannot_be_read_is_not_replaced()
    {
        RememberAll();
        using (var file = File.OpenWrite(MemoryFile))
        {
            file.SetLength(64 << 20); // what is in it is still there, and more than is read
        }

        CheckNotWritten();
        new FileInfo(MemoryFile).Length.Should().Be(64 << 20);
    }

    [Fact]
    public void A_file_system_that_takes_no_file_is_a_problem_to_show()
    {
        if (OperatingSystem.IsLinux())
        {
            world.Folder.Link("home/.local", "/proc/self"); // where nothing can be made
            CheckNotWritten();
        }
    }

    [Fact]
    public void Without_a_home_there_is_nothing_to_remember_in()
    {
        var state = new StateFolder(
            new HostEnvironment
            {
                Variable = _ => null,
                HomeFolder = null,
                WorkingDirectory = "/",
                Time = TimeProvider.System,
            }
        );
        state.Read(world.Workspace).Should().Be(WorkspaceMemory.Empty);
        state.FileOf(world.Workspace).Should().BeNull();
        state.RememberActive(world.Workspace, new("haiku"))!.Code.Should().Be("stateNotWritten");
    }

    [Fact]
    public void Sessions_that_write_at_once_lose_nothing()
    {
        CredentialGrant[] grants = [.. Enumerable.Range(0, 200).Select(name => Pair with { Reference = $"${{env:KEY{name}}}" })];
        using var start = new Barrier(4);
        // Threads of their own: a busy pool would run them one after the other.
        Thread[] writers =
        [
            .. grants
                .Chunk(50)
                .Select(own => new Thread(() =>
                {
                    start.SignalAndWait();
                    foreach (var grant in own)
                    {
                        world.State.Grant(world.Workspace, grant);
                    }
                })),
        ];
        Array.ForEach(writers, writer => writer.Start());
        Array.ForEach(writers, writer => writer.Join());
        world.State.Read(world.Workspace).Grants.Should().BeEquivalentTo(grants);
    }

    private void RememberAll()
    {
        world.State.RememberActive(world.Workspace, new("haiku")).Should().BeNull();
        world.State.Trust(world.Workspace, "aa").Should().BeNull();
        world.State.Trust(world.Workspace, "bb").Should().BeNull();
        world.State.Grant(world.Workspace, Pair).Should().BeNull();
    }

    private void Check(string expected)
    {
        var memory = new StateFolder(world.Host).Read(world.Workspace);
        string[] parts =
        [
            .. memory.Active is { } active ? [$"active {active}"] : Array.Empty<string>(),
            .. memory.TrustedCatalogs.Length > 0 ? [$"trusts {string.Join(' ', memory.TrustedCatalogs)}"] : Array.Empty<string>(),
            .. memory.Grants.Select(grant => $"allows {grant.Reference} {grant.Origin}"),
        ];
        string.Join(", ", parts).Should().Be(expected);
    }

    private void CheckNotWritten()
    {
        var problem = world.State.RememberActive(world.Workspace, new("haiku"));
        problem!.Code.Should().Be("stateNotWritten");
        problem.Source.Should().Be(MemoryFile);
        Check("");
    }
}
