using System.Diagnostics;
using System.Globalization;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A client that has ended ends its server, although its pipe stays open.</summary>
public sealed class ClientProcessTests
{
    [LinuxTheory]
    [InlineData("initialize")]
    [InlineData("--clientProcessId")]
    public async Task A_client_that_is_a_zombie_has_ended(string told)
    {
        using var home = new Home();
        using var client = await Zombie.StartAsync();
        await using var server = ServerProcess.Lsp(home, told is "initialize" ? [] : [told, $"{client.Id}"]);
        var number = told is "initialize" ? $"{client.Id}" : "null";
        await server.Client.CallAsync("initialize", $$$"""{"processId":{{{number}}},"capabilities":{}}""");
        await server.Client.CallAsync("shim/status");
        RunningProcess.IsAlive(client.Id).Should().BeTrue();
        server.HasExited.Should().BeFalse();

        client.End();

        (await server.ExitAsync()).Should().Be(1);
        RunningProcess.IsAlive(client.Id).Should().BeFalse();
    }

    [Theory]
    [InlineData("7 (sleep) Z 6 5 3 0 -1 4 9 0 0 0 0 0 0 0 20 0 1 0 3 0", true)]
    [InlineData("7 (sleep) X 6 5 3 0 -1 4 9 0 0 0 0 0 0 0 20 0 0 0 3 0", true)]
    [InlineData("7 (emacs) S 6 5 3 0 -1 4 9 0 0 0 0 0 0 0 20 0 1 0 3 0", false)]
    [InlineData("7 (a) Z (b) S 6 5 3 0 -1 4 9 0 0 0 0 0 0 0 20 0 1 0 3 0", false)] // its name is "a) Z (b"
    [InlineData("7 (java) Z 6 5 3 0 -1 4 9 0 0 0 0 0 0 0 20 0 2 0 3 0", false)] // only its first thread has ended
    [InlineData("", false)]
    public void What_Linux_says_of_a_process(string stat, bool hasEnded) => RunningProcess.HasEnded(stat).Should().Be(hasEnded);

    [LinuxFact]
    public void A_number_that_no_process_has_is_not_alive() => RunningProcess.IsAlive(int.MaxValue).Should().BeFalse();

    /// <summary>A process whose parent never asks how it ended, so that it becomes a zombie.</summary>
    private sealed class Zombie(Process parent, int id) : IDisposable
    {
        public int Id => id;

        public static async Task<Zombie> StartAsync()
        {
            var start = new ProcessStartInfo("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true };
            var parent = Process.Start(start)!;
            var id = await parent.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit);
            return new(parent, int.Parse(id!, CultureInfo.InvariantCulture));
        }

        public void End() => Proc.Signal(id, "KILL");

        public void Dispose()
        {
            if (File.Exists($"/proc/{id}/stat"))
            {
                End(); // its number is its own until its parent has ended
            }

            parent.Kill();
            parent.WaitForExit();
            parent.Dispose();
        }
    }
}
