using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// A program that has the terminal while this process waits for it: its input and output are ours, and so is its exit code. Signals that
/// would end this process go to it instead.
/// </summary>
internal sealed class ForegroundProcess : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private Process? process;
    private int? stoppedBy;

    /// <summary>Takes the signals from now on.</summary>
    public ForegroundProcess()
    {
        foreach (
            var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP]
        )
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Take));
        }
    }

    /// <summary>Runs the program until it ends.</summary>
    /// <param name="start">The program. Its streams are not redirected.</param>
    /// <returns>Its exit code; 128 and the number of the signal that ended it, or that came before it started.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public async Task<int> RunAsync(ProcessStartInfo start)
    {
        lock (gate)
        {
            if (stoppedBy is { } number)
            {
                return 128 + number;
            }

            process = Process.Start(start)!;
        }

        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        process?.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true; // this process ends when the program does
        var number = Number(context.Signal);
        lock (gate)
        {
            if (process is null)
            {
                stoppedBy = number;
            }
            else if (!OperatingSystem.IsWindows() && !(IsOfKeyboard(context.Signal) && Terminal.IsOurs()))
            {
                _ = Send(process.Id, number);
            }
        }
    }

    // The terminal sends these to every process of its foreground group: the program has it already.
    private static bool IsOfKeyboard(PosixSignal signal) => signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT;

    private static int Number(PosixSignal signal) =>
        signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            _ => 15,
        };

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);

    private static class Terminal
    {
        /// <summary>Whether this process is in the foreground of its terminal.</summary>
        public static bool IsOurs()
        {
            try
            {
                using var terminal = File.OpenHandle("/dev/tty");
                return ForegroundGroup(terminal) == OwnGroup();
            }
            catch (Exception none) when (none is IOException or UnauthorizedAccessException)
            {
                return false; // it has no terminal
            }
        }

        [DllImport("libc", EntryPoint = "tcgetpgrp")]
        private static extern int ForegroundGroup(SafeFileHandle terminal);

        [DllImport("libc", EntryPoint = "getpgrp")]
        private static extern int OwnGroup();
    }
}
