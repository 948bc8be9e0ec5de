using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using ShimLsp.Server.Tests.Conformance;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A real server over real stdio: the one that <c>SHIM_LSP_SERVER</c> names, or else the JIT build beside the tests. It sees nothing of the
/// person who runs the tests, and a test only ever ends its own process.
/// </summary>
internal sealed class ServerProcess : RunningServer
{
    // What a program needs in order to run. The rest of the person's environment stays outside, above all keys.
    private static readonly ImmutableArray<string> Kept =
    [
        "PATH",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SystemRoot",
        "LD_LIBRARY_PATH",
    ];

    private readonly Process process;
    private readonly ConcurrentQueue<string> stderr = new();
    private readonly Task stderrEnded;

    private ServerProcess(Process process, WireFraming framing, MessageRules rules)
    {
        this.process = process;
        stderrEnded = Task.Run(ReadStderrAsync);
        Client = new ShimClient(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, framing, rules);
    }

    public override ShimClient Client { get; }

    /// <summary>Every line of stderr so far.</summary>
    public override string Stderr => string.Join('\n', stderr);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Starts the LSP front.</summary>
    public static ServerProcess Lsp(Home home, params string[] more) => Start(home, WireFraming.Header, ["lsp", "--stdio", .. more]);

    /// <summary>Starts the plain front, one message a line.</summary>
    public static ServerProcess Plain(Home home, params string[] more) => Start(home, WireFraming.NewLine, ["rpc", .. more]);

    /// <summary>Starts the plain front with LSP's headers.</summary>
    public static ServerProcess PlainWithHeaders(Home home, params string[] more) =>
        Start(home, WireFraming.Header, ["rpc", "--framing", "header", .. more]);

    /// <summary>Starts a server.</summary>
    /// <param name="home">The machine that it shall see.</param>
    /// <param name="framing">How it will talk.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="variables">More of its environment.</param>
    public static ServerProcess Start(Home home, WireFraming framing, string[] arguments, params (string Name, string Value)[] variables) =>
        Start(home.Work, framing, arguments, [.. home.Variables.Select(pair => (pair.Key, pair.Value)), .. variables]);

    /// <summary>Starts a server in a folder, with nothing of a person's but those variables.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="framing">How it will talk.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="variables">Its environment.</param>
    public static ServerProcess Start(
        string folder,
        WireFraming framing,
        string[] arguments,
        params (string Name, string Value)[] variables
    ) => new(StartProcess(folder, ServerUnderTest.StartInfo(arguments), variables), framing, RulesFor(arguments));

    /// <summary>Starts a server by way of another program, which becomes it.</summary>
    /// <param name="home">The machine that it shall see.</param>
    /// <param name="framing">How it will talk.</param>
    /// <param name="through">The other program and its arguments; the server's command line follows them.</param>
    /// <param name="arguments">The server's command line.</param>
    public static ServerProcess StartThrough(Home home, WireFraming framing, string[] through, params string[] arguments) =>
        new(StartProcess(home, CommandLineThrough(through, arguments)), framing, RulesFor(arguments));

    /// <summary>Starts a program that sees the machine of a test and nothing of the person's; its three streams are the caller's.</summary>
    /// <param name="home">The machine.</param>
    /// <param name="start">The program.</param>
    /// <param name="variables">More of its environment.</param>
    public static Process StartProcess(Home home, ProcessStartInfo start, params (string Name, string Value)[] variables) =>
        StartProcess(home.Work, start, [.. home.Variables.Select(pair => (pair.Key, pair.Value)), .. variables]);

    private static Process StartProcess(string folder, ProcessStartInfo start, (string Name, string Value)[] variables)
    {
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // no pipes of the runtime's in the temporary folder
        return Process.Start(start)!;
    }

    public override Task<int> ExitAsync() => ExitAsync(ShimClient.Limit);

    /// <summary>Waits for the end of the process and of everything it said, and returns its exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        await process.WaitForExitAsync().WaitAsync(limit);
        await Client.Ended.WaitAsync(ShimClient.Limit);
        await stderrEnded.WaitAsync(ShimClient.Limit);
        return process.ExitCode;
    }

    public override async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        }

        process.Dispose();
        await Client.RequireConformingAsync();
    }

    /// <summary>How the server under test is started by way of another program.</summary>
    public static ProcessStartInfo CommandLineThrough(string[] through, params string[] arguments)
    {
        var server = ServerUnderTest.StartInfo(arguments);
        return new ProcessStartInfo(through[0], [.. through[1..], server.FileName, .. server.ArgumentList]);
    }

    private static MessageRules RulesFor(string[] arguments) => new(isLsp: arguments[0] != "rpc");

    private async Task ReadStderrAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            stderr.Enqueue(line);
        }
    }
}
