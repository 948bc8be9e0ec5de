using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>The log of a gateway that has no terminal.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_get_the_time_and_a_new_start_goes_on_in_the_same_file()
    {
        var path = Write("one");
        Write("two").Should().Be(path);

        File.ReadAllLines(path).Should().Equal("2000-01-01T00:00:00Z one", "2000-01-01T00:00:00Z two");
    }

    [Fact]
    public void A_large_one_is_kept_once_and_no_more()
    {
        var line = new string('x', 1000);

        var path = Write([.. Enumerable.Repeat(line, 2500), "last"]);

        File.ReadAllLines(path)[^1].Should().EndWith("last");
        new FileInfo(path).Length.Should().BeLessThan(LogFile.MostBytes);
        new FileInfo(path + ".old").Length.Should().BeInRange(LogFile.MostBytes, LogFile.MostBytes + 2000);
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().HaveCount(2);
    }

    [Fact]
    public void Without_a_state_folder_there_is_none() =>
        LogFile.Open(Host(_ => null), LogFile.NameOf(FolderPath.Of(folder.Path)), _ => { }).Should().BeNull();

    private string Write(params string[] lines)
    {
        var host = Host(name => name is "XDG_STATE_HOME" or "LOCALAPPDATA" ? folder.Path : null);
        using var log = LogFile.Open(host, LogFile.NameOf(FolderPath.Of(folder.Path)), _ => { })!;
        foreach (var line in lines)
        {
            log.WriteLine(line);
        }

        return log.FilePath;
    }

    private HostEnvironment Host(Func<string, string?> variable) =>
        new()
        {
            Variable = variable,
            HomeFolder = null,
            WorkingDirectory = folder.Path,
            Time = new SettableClock(),
            IsWindows = OperatingSystem.IsWindows(),
        };
}
