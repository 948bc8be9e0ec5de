using System.Collections.Immutable;
using System.Diagnostics;

namespace ShimLsp.Soak.Driving;

/// <summary>A server under test: a process that sees nothing of the person who runs the soak.</summary>
internal sealed class ServerProcess : IDisposable
{
    // What a program needs in order to run. The rest of the person's environment stays outside, above all keys.
    private static readonly ImmutableArray<string> Kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

    private readonly Process process;
    private readonly Queue<string> stderr = new();

    private ServerProcess(Process process)
    {
        this.process = process;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public Stream Input { get; }

    public Stream Output { get; }

    public int ExitCode => process.ExitCode;

    /// <summary>The last lines of its stderr.</summary>
    public string Stderr
    {
        get
        {
            lock (stderr)
            {
                return string.Join('\n', stderr);
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="front">Which front.</param>
    /// <param name="home">The folder that it takes for the person's home.</param>
    public static ServerProcess Start(string server, Front front, string home) =>
        Start(server, front == Front.Lsp ? ["lsp", "--stdio"] : ["rpc"], home);

    /// <summary>Starts the program with any command.</summary>
    /// <param name="server">The binary, or the JIT build's assembly.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="home">The folder that it takes for the person's home.</param>
    /// <param name="more">More variables of its environment; null for none.</param>
    public static ServerProcess Start(
        string server,
        IReadOnlyList<string> arguments,
        string home,
        IReadOnlyDictionary<string, string>? more = null
    )
    {
        var start = server.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [server, .. arguments])
            : new ProcessStartInfo(server, arguments);
        start.WorkingDirectory = home;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var name in (string[])["HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"])
        {
            start.Environment[name] = home;
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // no pipes of the runtime's in the temporary folder
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Whether it came within that time.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (stderr)
        {
            stderr.Enqueue(line);
            if (stderr.Count > 20)
            {
                stderr.Dequeue();
            }
        }
    }
}
