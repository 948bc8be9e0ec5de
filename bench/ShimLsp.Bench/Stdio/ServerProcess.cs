using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ShimLsp.Bench.Stdio;

/// <summary>A program under measurement, and its two pipes without any layer between.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly double MicrosecondsPerTick = 1_000_000.0 / 100; // USER_HZ, which Linux fixes at 100
    private readonly Process process;

    private ServerProcess(Process process)
    {
        this.process = process;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>What it reads.</summary>
    public Stream Input { get; }

    /// <summary>What it writes.</summary>
    public Stream Output { get; }

    /// <summary>Starts a program in a folder without any of the person's files; null if there is no such program.</summary>
    /// <param name="folder">Its working directory and its home.</param>
    /// <param name="program">A path, or a name to be looked up.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess? Start(string folder, string program, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var home in (string[])["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
        {
            start.Environment[home] = folder;
        }

        // So that every model of the sample catalog competes; nothing here calls one.
        foreach (var key in (string[])["ANTHROPIC_API_KEY", "OPENAI_API_KEY"])
        {
            start.Environment[key] = "unused";
        }

        try
        {
            return new ServerProcess(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Its resident memory now, in MiB; NaN if the system has no /proc.</summary>
    public double ResidentMebibytes() => StatusMebibytes("VmRSS:");

    /// <summary>Its largest resident memory so far, in MiB; NaN if the system has no /proc.</summary>
    public double PeakMebibytes() => StatusMebibytes("VmHWM:");

    private double StatusMebibytes(string field)
    {
        var status = $"/proc/{process.Id}/status";
        var line = File.Exists(status) ? File.ReadLines(status).First(line => line.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null
            ? double.NaN
            : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The processor time of all its threads since its start, in microseconds; NaN if the system has no /proc.</summary>
    public double ProcessorMicroseconds()
    {
        var stat = $"/proc/{process.Id}/stat";
        if (!File.Exists(stat))
        {
            return double.NaN;
        }

        // The second field is the program's name in brackets; user and system time are fields 14 and 15.
        var fields = File.ReadAllText(stat).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture))
            * MicrosecondsPerTick;
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => process.Kill();

    /// <summary>Ends its input, which ends every program measured here; if it does not, it is killed.</summary>
    public void Dispose()
    {
        Input.Dispose();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
