using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ShimLsp.Soak.Shared.Redis;

/// <summary>Programs of the system, and signals to processes.</summary>
internal static class SystemProcess
{
    /// <summary>A port of 127.0.0.1 that nobody uses at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Finds a program in PATH and where the system keeps its daemons; null if it is not installed.</summary>
    /// <param name="name">Its name, or a path.</param>
    public static string? Find(string name) =>
        name.Contains('/', StringComparison.Ordinal)
            ? File.Exists(name)
                ? Path.GetFullPath(name)
                : null
            : $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);

    /// <summary>Sends a signal.</summary>
    /// <param name="process">The process.</param>
    /// <param name="signal">Its name, such as <c>STOP</c>.</param>
    public static Task<int> SignalAsync(int process, string signal) =>
        RunAsync("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit code; -1 if there is no such program.</returns>
    public static async Task<int> RunAsync(string program, params string[] arguments)
    {
        if (Find(program) is not { } path)
        {
            return -1;
        }

        using var process = Process.Start(
            new ProcessStartInfo(path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
