using static ShimLsp.Server.Tests.Cli.DoctorRun;

namespace ShimLsp.Server.Tests.Cli;

/// <summary><c>doctor</c> on folders: of a workspace that is not trusted, and of the state.</summary>
public sealed class DoctorFolderTests
{
    [Fact]
    public async Task An_untrusted_workspace_is_told_how_to_be_trusted()
    {
        using var person = new Person();
        person.Write("workspace/.shim/models.json", OneKey);
        Own(person, """{ "models": [ "llama" ] }""");
        var before = await Report(person, 0);
        State(before, "workspace").Should().Be("untrusted");
        State(before, "user").Should().Be("inForce");
        Steps(before).Should().Equal($"shim-lsp trust {person.Workspace}");

        await person.Run(["trust", "--yes"]);
        var after = await Report(person, 1);
        State(after, "workspace").Should().Be("inForce");
        State(after, "user").Should().Be("notReached");

        person.Write("workspace/.shim/models.json", OneKey + " ");
        var changed = await Report(person, 0);
        changed.GetProperty("layers")[2].GetProperty("note").GetString().Should().Contain("changed since you trusted it");
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_written_is_named_with_what_is_in_the_way()
    {
        using var person = new Person();
        var file = person.Write("file", "no folder");
        person.With("XDG_STATE_HOME", file).With("LOCALAPPDATA", file);
        var report = await Report(person, 0);
        report.GetProperty("state").GetProperty("writable").GetBoolean().Should().BeFalse();
        Steps(report).Should().Contain($"edit {file}");
    }

    [Fact]
    public async Task A_state_folder_that_others_can_write_in_is_to_be_removed()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the person's own folders are private there
        }

        using var person = new Person();
        await person.Run(["use", "local-large"]);
        var folder = Path.Combine(person.StateFolder, "shim-lsp");
        (await Report(person, 0)).GetProperty("state").GetProperty("private").GetBoolean().Should().BeTrue();
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead);
        (await Report(person, 0))
            .GetProperty("state")
            .GetProperty("private")
            .GetBoolean()
            .Should()
            .BeTrue("a folder that others can only look into is closed as it is read");
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherWrite);
        var report = await Report(person, 0);
        report.GetProperty("state").GetProperty("private").GetBoolean().Should().BeFalse();
        report.GetProperty("state").GetProperty("writable").GetBoolean().Should().BeFalse("nothing is written there");
        Steps(report).Should().Contain($"rm -r {folder}");
        (await person.Run(["use", "local-small"]))
            .Error.Should()
            .Contain("could not be saved")
            .And.Contain("other users own it or can write to it");
    }

    [Fact]
    public async Task It_leaves_nothing_behind()
    {
        using var person = new Person();
        await person.Run(["doctor"]);
        Directory.EnumerateFileSystemEntries(person.StateFolder).Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(person.ConfigFolder).Should().BeEmpty();
    }
}
