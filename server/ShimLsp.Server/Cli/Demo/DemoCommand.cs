using System.CommandLine;
using System.ComponentModel;
using ShimLsp.Server.Rpc.Messages;
using StreamJsonRpc;

namespace ShimLsp.Server.Cli.Demo;

/// <summary><c>demo</c>: the real server at work, for somebody who has just met it.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandContext context)
    {
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("demo", "Watch the real server list, switch, route, cache and invalidate. Needs no key and sends nothing.")
        {
            Examples = """
                shim-lsp demo
                shim-lsp demo --json                        the same for a program
                """,
            Options = { json },
            CleansUp = true,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var view = new DemoView(context.Terminal);
            var steps = new List<DemoStep>();
            using var home = new DemoHome(context.Host.Time);
            if (!json)
            {
                view.Begin(home.KeyNames);
            }

            var (status, exitCode) = await PlayAsync(home, context.Host.Time, json ? steps.Add : view.Show, cancellationToken).ConfigureAwait(false);
            if (json)
            {
                JsonOutput.Write(context.Terminal.Out, new(steps, status, exitCode), CliJson.Default.DemoOutput);
            }
            else
            {
                view.End(status, exitCode);
            }

            return exitCode == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception broken) when (broken is RemoteRpcException or ConnectionLostException or TimeoutException or IOException or Win32Exception or OperationCanceledException)
        {
            var why = broken is OperationCanceledException ? "Interrupted." : $"The server did not answer as it should: {broken.Message}";
            return Failure.Of(why).Tell(context.Terminal, json);
        }
    }

    private static async Task<(StatsInfo Status, int ExitCode)> PlayAsync(DemoHome home, TimeProvider time, Action<DemoStep> show, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var server = new DemoServer(home);
        var client = new DemoClient(server, time);
        await client.InitializeAsync(home.Workspace, cancellationToken).ConfigureAwait(false);
        var status = await new DemoScript(home, server, client, show)
            .RunAsync(time.GetElapsedTime(start).TotalMilliseconds, cancellationToken).ConfigureAwait(false);
        return (status, await server.ShutDownAsync(cancellationToken).ConfigureAwait(false));
    }
}
