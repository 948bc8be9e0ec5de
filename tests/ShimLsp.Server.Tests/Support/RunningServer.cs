using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// A server for tests that do not look at its process: a <see cref="ServerProcess"/>, or a <see cref="ServerHere"/> if
/// <see cref="ServerUnderTest.RunsHere"/>.
/// </summary>
internal abstract class RunningServer : IAsyncDisposable
{
    /// <summary>Its client.</summary>
    public abstract ShimClient Client { get; }

    /// <summary>Every line of stderr so far.</summary>
    public abstract string Stderr { get; }

    /// <summary>Starts the plain front, one message a line.</summary>
    /// <param name="home">The machine that it shall see.</param>
    /// <param name="variables">More of its environment.</param>
    public static RunningServer Plain(Home home, params (string Name, string Value)[] variables) =>
        Start(home, WireFraming.NewLine, ["rpc"], variables);

    /// <summary>Starts the LSP front.</summary>
    /// <param name="home">The machine that it shall see.</param>
    /// <param name="variables">More of its environment.</param>
    public static RunningServer Lsp(Home home, params (string Name, string Value)[] variables) =>
        Start(home, WireFraming.Header, ["lsp", "--stdio"], variables);

    /// <summary>Starts a server in a folder.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="framing">How it will talk.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="variables">Its environment.</param>
    public static RunningServer StartIn(
        string folder,
        WireFraming framing,
        string[] arguments,
        params (string Name, string Value)[] variables
    ) =>
        ServerUnderTest.RunsHere
            ? new ServerHere(folder, framing, arguments, variables)
            : ServerProcess.Start(folder, framing, arguments, variables);

    /// <summary>Waits for its end and for everything it said, and returns its exit code.</summary>
    public abstract Task<int> ExitAsync();

    public abstract ValueTask DisposeAsync();

    private static RunningServer Start(Home home, WireFraming framing, string[] arguments, (string Name, string Value)[] variables) =>
        StartIn(home.Work, framing, arguments, [.. home.Variables.Select(pair => (pair.Key, pair.Value)), .. variables]);
}
