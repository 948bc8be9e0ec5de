using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>Two servers of one person in one workspace, both remembering.</summary>
public class TwoServersTests
{
    private const int Times = 1000;

    [Fact]
    public async Task Neither_tears_the_file_nor_loses_what_the_other_remembers()
    {
        using var home = new Home();
        await using var one = ServerProcess.Plain(home);
        await using var other = ServerProcess.Plain(home);
        var state = home.StateFolder();
        var folder = FolderPath.Of(home.Work);
        var writing = Task.WhenAll(SwitchAsync(one, "cheap", "mid"), SwitchAsync(other, "mid", "strong"));
        var granted = 0;
        var torn = 0;

        // Meanwhile this process, a third, allows one key after another, as `shim-lsp trust` does: so many that the file stays
        // small, however long the others take.
        await Task.Run(() =>
        {
            while (!writing.IsCompleted && granted < Times)
            {
                state.Grant(folder, new($"${{env:KEY{granted++}}}", "https://api.example.com:443")).Should().BeNull();
                torn += state.Read(folder).Grants.Length == granted ? 0 : 1;
            }
        });

        await writing;
        torn.Should().Be(0, "each look sees a whole file with all that was allowed");
        (await one.Client.CallAsync("switchModel", """{"slug":"strong"}""")).ShouldCover("""{"active":"strong"}""");
        state.Read(folder).Active.Should().Be("strong", "the last writer wins");
        state.Read(folder).Grants.Should().HaveCount(granted);
        Directory.GetFiles(Path.Combine(home.State, "workspaces")).Should().ContainSingle("no draft is left");
    }

    private static async Task SwitchAsync(ServerProcess server, params string[] slugs)
    {
        for (var time = 0; time < Times; time++)
        {
            var slug = slugs[time % slugs.Length];
            (await server.Client.CallAsync("switchModel", $$"""{"slug":"{{slug}}"}""")).Text("active").Should().Be(slug);
        }
    }
}
