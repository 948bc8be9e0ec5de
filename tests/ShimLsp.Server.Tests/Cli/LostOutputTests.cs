using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>Output that nobody takes: a reader that has gone is no error, a full disk is one, and neither shows a stack trace.</summary>
public sealed class LostOutputTests
{
    [InstalledFact("bash")]
    public async Task A_reader_that_has_gone_ends_it_quietly()
    {
        await Check("shim-lsp models | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}", "0\n", "");
        await Check("shim-lsp models --json | true; echo ${PIPESTATUS[0]}", "0\n", "");
        await Check(
            """
            { for id in 1 2 3; do echo "{\"jsonrpc\":\"2.0\",\"id\":$id,\"method\":\"listModels\"}"; done; } |
              shim-lsp rpc | head -c 1
            """,
            "{",
            ""
        );
    }

    [InstalledFact("bash")]
    public async Task A_full_disk_is_said_in_one_line()
    {
        if (File.Exists("/dev/full"))
        {
            await Check("shim-lsp models > /dev/full; echo $?", "1\n", "shim-lsp: Stopped: No space left on device\n");
        }
    }

    private static async Task Check(string script, string output, string error)
    {
        using var person = new Person();
        using var process = person.StartOther("bash", "--norc", "-c", script);
        try
        {
            process.StandardInput.Close();
            var written = process.StandardOutput.ReadToEndAsync();
            var told = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
            (await written, await told).Should().Be((output, error));
        }
        finally
        {
            process.Kill();
        }
    }
}
