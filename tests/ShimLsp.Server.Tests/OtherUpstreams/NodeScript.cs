using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Tests.Docs;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OtherUpstreams;

/// <summary>A script of <c>tests/upstreams</c>, running. It ends with this, or with the tests.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly Process process;

    private NodeScript(Process process) => this.process = process;

    /// <summary>Where the scripts and their packages are.</summary>
    public static string Folder { get; } = Path.Combine(NamedTest.Repository, "tests", "upstreams");

    /// <summary>What it said first: a server's address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="script">Its file.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<NodeScript> StartAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = new NodeScript(Process.Start(start)!);
        running.process.ErrorDataReceived += (_, _) => { }; // read, so that it never fills
        running.process.BeginErrorReadLine();
        while (running.Address.Length == 0)
        {
            running.Address = await running.LineAsync();
        }

        if (script != "client.mjs")
        {
            _ = running.process.StandardOutput.ReadToEndAsync(); // a server goes on to speak of its requests
        }

        return running;
    }

    /// <summary>Asks a script that answers questions.</summary>
    /// <param name="question">The question.</param>
    public async Task<JsonElement> AskAsync(object question)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question));
        return JsonElement.Parse(await LineAsync());
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private async Task<string> LineAsync() =>
        await process.StandardOutput.ReadLineAsync().WaitAsync(ShimClient.Limit) ?? throw new IOException("The script ended.");
}
