using System.Diagnostics;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>A shell's pipe whose reader had enough.</summary>
public class LostReaderTests
{
    [Fact]
    public async Task The_plain_front_ends_quietly_when_its_reader_is_gone()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no such pipe
        }

        using var home = new Home();
        var server = ServerUnderTest.StartInfo(["rpc"]);
        var shell = new ProcessStartInfo(
            "bash",
            [
                "-c",
                """
                yes '{"jsonrpc":"2.0","id":1,"method":"listModels"}' 2>/dev/null | head -n 20000 2>/dev/null | "$@" | head -n 1 >/dev/null
                echo "${PIPESTATUS[2]}"
                """,
                "bash",
                server.FileName,
                .. server.ArgumentList,
            ]
        )
        {
            WorkingDirectory = home.Work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in home.Variables)
        {
            shell.Environment[name] = value;
        }

        using var process = Process.Start(shell)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);

        (await said).Trim().Should().Be("1", "what was asked for was not all answered");
        (await complained).Should().BeEmpty();
    }
}
