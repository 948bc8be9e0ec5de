using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ShimLsp.Server.Tests.Conformance;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Cli;

/// <summary>What a run of <c>shim-lsp</c> left behind.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A person's machine for one test: a home, a state folder and a workspace of their own, and no key but those they set.</summary>
internal sealed class Person : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("shim-lsp-test-");
    private readonly Dictionary<string, string?> variables;

    public Person()
    {
        variables = new()
        {
            ["HOME"] = Folder("home"),
            ["USERPROFILE"] = Folder("home"),
            ["APPDATA"] = Folder("config"),
            ["LOCALAPPDATA"] = Folder("state"),
            ["XDG_CONFIG_HOME"] = Folder("config"),
            ["XDG_STATE_HOME"] = Folder("state"),
            ["TMPDIR"] = Temporary = Folder("tmp"),
            ["TEMP"] = Temporary,
            ["TMP"] = Temporary,
            ["ANTHROPIC_API_KEY"] = null,
            ["OPENAI_API_KEY"] = null,
            ["EDITOR"] = null,
            ["VISUAL"] = null,
            ["DOTNET_EnableDiagnostics"] = "0", // a JIT build that is killed would leave its debugger's pipes in TMPDIR
        };
        Workspace = Folder("workspace");
    }

    public string Workspace { get; }

    public string Temporary { get; }

    public string StateFolder => Path.Combine(root.FullName, "state");

    public string ConfigFolder => Path.Combine(root.FullName, "config");

    public Person With(string variable, string value)
    {
        variables[variable] = value;
        return this;
    }

    public string Write(string path, string text)
    {
        var full = Path.Combine(root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public Process Start(params string[] arguments) => Start(ServerUnderTest.StartInfo(), arguments);

    /// <summary>Starts another program, which finds <c>shim-lsp</c> as a person's shell does.</summary>
    public Process StartOther(string program, params string[] arguments)
    {
        var server = ServerUnderTest.StartInfo();
        var words = server.ArgumentList.Prepend(server.FileName).Select(word => $"'{word}'");
        var start = new ProcessStartInfo(program);
        var launcher = Write("bin/shim-lsp", $"#!/bin/sh\nexec {string.Join(' ', words)} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        start.Environment["PATH"] = $"{Path.GetDirectoryName(launcher)}{Path.PathSeparator}{start.Environment["PATH"]}";
        return Start(start, arguments);
    }

    private Process Start(ProcessStartInfo start, string[] arguments)
    {
        start.WorkingDirectory = Workspace;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs one command line to its end.</summary>
    public async Task<CommandRun> Run(string[] arguments, string input = "")
    {
        var run =
            ServerUnderTest.RunsHere && arguments is not ["demo", ..]
                ? await RunHere(arguments, input)
                : await RunProcess(arguments, input);
        RequireConforming(arguments, input, run.Out);
        return run with { Out = run.Out.ReplaceLineEndings("\n"), Error = run.Error.ReplaceLineEndings("\n") };
    }

    public void Dispose() => root.Delete(recursive: true);

    private async Task<CommandRun> RunHere(string[] arguments, string input)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var run = ProgramHere.RunAsync(arguments, Variable, Workspace, new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error);
        var exitCode = await run.WaitAsync(ShimClient.Limit);
        return new(exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private string? Variable(string name) => variables.TryGetValue(name, out var own) ? own : Environment.GetEnvironmentVariable(name);

    private async Task<CommandRun> RunProcess(string[] arguments, string input)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await SendAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>
    /// What the plain front answers to an input is judged here too; without one it is asked for its help, and prints for people.
    /// </summary>
    private static void RequireConforming(string[] arguments, string input, string output)
    {
        if (arguments is ["rpc", ..] && input.Length > 0)
        {
            var rules = new MessageRules(isLsp: false);
            rules.Sent.Note(Encoding.UTF8.GetBytes(input));
            var frames = new Frames(arguments.Contains("header") ? WireFraming.Header : WireFraming.NewLine);
            foreach (var message in frames.Take(Encoding.UTF8.GetBytes(output)))
            {
                rules.Check(message);
            }
        }
    }

    private static async Task SendAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: a command that wants no input.
        }
    }

    private string Folder(string name) => root.CreateSubdirectory(name).FullName;
}
