using System.IO.Pipelines;
using System.Text;
using ShimLsp.Server.Tests.Conformance;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// The whole program as a server in this process, with the clock, the scorer and the models of a real one. What a test controls of a
/// server, it controls in a <see cref="HostedServer"/>.
/// </summary>
internal sealed class ServerHere : RunningServer
{
    private readonly Pipe toServer = new();
    private readonly Pipe fromServer = new();
    private readonly MemoryStream stderr = new();
    private readonly Task<int> exit;

    /// <param name="folder">Its working directory.</param>
    /// <param name="framing">How it will talk.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="variables">Its environment.</param>
    public ServerHere(string folder, WireFraming framing, string[] arguments, (string Name, string Value)[] variables)
    {
        var environment = variables.GroupBy(pair => pair.Name).ToDictionary(same => same.Key, same => same.Last().Value);
        exit = Task.Run(async () =>
        {
            var code = await ProgramHere.RunAsync(
                arguments,
                environment.GetValueOrDefault,
                folder,
                toServer.Reader.AsStream(),
                fromServer.Writer.AsStream(),
                Stream.Synchronized(stderr)
            );
            await toServer.Reader.CompleteAsync(); // as a process's end closes its streams
            await fromServer.Writer.CompleteAsync();
            return code;
        });
        var rules = new MessageRules(isLsp: arguments[0] != "rpc");
        Client = new ShimClient(toServer.Writer.AsStream(), fromServer.Reader.AsStream(), framing, rules);
    }

    public override ShimClient Client { get; }

    /// <summary>What is on stderr; whole after <see cref="ExitAsync"/>.</summary>
    public override string Stderr
    {
        get
        {
            lock (stderr) // as the synchronized stream does
            {
                return Encoding.UTF8.GetString(stderr.ToArray());
            }
        }
    }

    public override async Task<int> ExitAsync()
    {
        var code = await exit.WaitAsync(ShimClient.Limit);
        await Client.Ended.WaitAsync(ShimClient.Limit);
        return code;
    }

    public override async ValueTask DisposeAsync()
    {
        // A broken input ends it at once, whatever is under way, as a process would be killed.
        await toServer.Writer.CompleteAsync(new IOException("The client is gone."));
        await Client.DisposeAsync();
        await exit.WaitAsync(ShimClient.Limit);
        await Client.RequireConformingAsync();
        await stderr.DisposeAsync();
    }
}
