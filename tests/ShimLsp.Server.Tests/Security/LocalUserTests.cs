using System.Diagnostics;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Tests.Hosting;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>Another user of the same machine: what they can read, and what they can make a person believe. With Unix permissions.</summary>
public sealed class LocalUserTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Looking =
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly CatalogWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_state_folder_that_others_can_write_in_is_not_believed_and_not_written(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        RememberTrust();
        File.SetUnixFileMode(world.Host.StateFolder!, Mine | Looking | others);

        world.InForce().Should().Be("sample");
        world.State.Read(world.Workspace).Should().Be(WorkspaceMemory.Empty);
        world.State.RememberActive(world.Workspace, new("m"))!.Message.Should().Contain("other users own it or can write to it");
    }

    [Fact]
    public void One_that_they_can_look_into_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        RememberTrust();
        File.SetUnixFileMode(world.Host.StateFolder!, Mine | Looking);

        world.InForce().Should().Be("theirs");
        File.GetUnixFileMode(world.Host.StateFolder!).Should().Be(Mine);
    }

    [Fact]
    public async Task Memory_is_private_even_under_an_umask_of_zero()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var home = new Home();
        var server = ServerUnderTest.StartInfo(["use", "strong"]);
        using var shell = Process.Start(Under(home, "umask 000; exec \"$@\"", server))!;
        await shell.WaitForExitAsync().WaitAsync(ShimClient.Limit);

        shell.ExitCode.Should().Be(0);
        var entries = Directory.GetFileSystemEntries(home.At("state"), "*", SearchOption.AllDirectories);
        entries.Should().HaveCount(4, "the folder, its lock, the one for workspaces and a file");
        foreach (var entry in entries)
        {
            (File.GetUnixFileMode(entry) & ~Mine).Should().Be(UnixFileMode.None, entry);
        }
    }

    [Theory]
    [InlineData("home/.config/shim-lsp/models.json", UnixFileMode.OtherWrite, "exposedCatalog")]
    [InlineData("home/.config/shim-lsp", UnixFileMode.OtherWrite, "exposedCatalog")] // another file can be put in its place
    [InlineData("home/.config/shim-lsp", UnixFileMode.OtherWrite | UnixFileMode.StickyBit, "")]
    [InlineData("home/.config/shim-lsp/models.json", UnixFileMode.OtherRead, "")] // it holds no key, or says that it does
    [InlineData("home/key", UnixFileMode.OtherWrite, "exposedKeyFile")]
    [InlineData("home/key", UnixFileMode.OtherRead, "")]
    public void Files_that_others_can_change_are_reported(string path, UnixFileMode others, string expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        world.Folder.Write("home/.config/shim-lsp/models.json", CatalogWorld.Catalog("m", "${file:~/key}"));
        File.SetUnixFileMode(world.Folder.Write("home/key", "sk-person"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(
            world.Folder.At(path),
            (Directory.Exists(world.Folder.At(path)) ? Mine : UnixFileMode.UserRead | UnixFileMode.UserWrite) | others
        );

        world.InForce().Should().Be("m");
        world.Problems().Should().Be(expected);
    }

    [Fact]
    public void A_key_in_a_catalog_is_reported()
    {
        world.Folder.Write("home/.config/shim-lsp/models.json", CatalogWorld.Catalog("m", "sk-literal"));
        world.InForce().Should().Be("m");
        world.Problems().Should().Be("literalCredential");
    }

    private void RememberTrust()
    {
        world.Folder.Write("ws/.shim/models.json", CatalogWorld.Catalog("theirs"));
        var load = world.Catalogs.Load(world.Query with { IsTrusted = true }, null);
        world.State.Trust(world.Workspace, load.HashOfCatalogInForce()!).Should().BeNull();
        world.InForce().Should().Be("theirs");
    }

    private static ProcessStartInfo Under(Home home, string script, ProcessStartInfo server)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", server.FileName, .. server.ArgumentList])
        {
            WorkingDirectory = home.Work,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
