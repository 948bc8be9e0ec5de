using System.Text.Json;
using ShimLsp.Soak.Driving;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>The gateway under test, and the commands that a person runs beside it.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan LongestCommand = TimeSpan.FromSeconds(30);

    private readonly ServerProcess process;

    private GatewayProcess(ServerProcess process, Uri origin) => (this.process, Origin) = (process, origin);

    /// <summary>Where it listens.</summary>
    public Uri Origin { get; }

    public int Id => process.Id;

    /// <summary>Starts it on a free port.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="home">The folder that it takes for the person's home.</param>
    public static async Task<GatewayProcess> StartAsync(string server, string home)
    {
        var process = ServerProcess.Start(server, ["gateway", "--port", "0", "--json"], home);
        var line = await new StreamReader(process.Output).ReadLineAsync().WaitAsync(LongestCommand);
        return line is null
            ? throw new IOException($"The gateway ended at once: {process.Stderr}")
            : new(process, new(JsonElement.Parse(line).GetProperty("url").GetString()!));
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="home">The folder that it takes for the person's home.</param>
    /// <param name="arguments">The command.</param>
    /// <returns>What it wrote to stdout.</returns>
    /// <exception cref="IOException">It failed.</exception>
    public static async Task<string> RunAsync(string server, string home, params string[] arguments)
    {
        using var command = ServerProcess.Start(server, arguments, home);
        command.Input.Dispose();
        var said = await new StreamReader(command.Output).ReadToEndAsync().WaitAsync(LongestCommand);
        return await command.EndsWithinAsync(LongestCommand) && command.ExitCode == 0
            ? said
            : throw new IOException($"{string.Join(' ', arguments)} failed: {command.Stderr}{said}");
    }

    /// <summary>Stops it as a person does.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="home">The folder that it takes for the person's home.</param>
    /// <returns>Its exit code; null if it goes on.</returns>
    public async Task<int?> StopAsync(string server, string home)
    {
        await RunAsync(server, home, "gateway", "stop");
        return await process.EndsWithinAsync(LongestCommand) ? process.ExitCode : null;
    }

    public void Dispose() => process.Dispose();
}
