using System.CommandLine;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Cli.Gateway;

/// <summary><c>gateway stop</c>: lets a workspace's gateway end its running replies, then stop.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public static Command Create(CommandContext context)
    {
        var folder = SharedOptions.Folder(context.Host);
        var json = SharedOptions.Json();
        var command = new DocumentedCommand("stop", "Stop the gateway of this workspace after its running replies have ended.")
        {
            Examples = "shim-lsp gateway stop",
            Options = { folder, json },
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var workspace = SharedOptions.FolderOf(parsed.GetValue(folder), context.Host);
                var found = await new RunningGateways(context.Host).FindLastingAsync(workspace, cancellationToken).ConfigureAwait(false);
                if (found is not { Answers: true, Gateway: var gateway })
                {
                    return Failure
                        .Of(
                            found is null
                                ? $"No gateway runs for {workspace}. To see all: shim-lsp gateway status"
                                : $"The gateway at {found.Gateway.Url} does not answer. If it is process {found.Gateway.Pid}, end that."
                        )
                        .Tell(context.Terminal, parsed.GetValue(json));
                }

                RunningProcess.AskToEnd(gateway.Pid);
                using var patience = new CancellationTokenSource(GatewayHost.LongestDrain + TimeSpan.FromSeconds(5), context.Host.Time);
                while (RunningProcess.IsAlive(gateway.Pid) && !patience.IsCancellationRequested)
                {
                    await Task.Delay(BetweenLooks, context.Host.Time, cancellationToken).ConfigureAwait(false);
                }

                if (RunningProcess.IsAlive(gateway.Pid))
                {
                    return Failure
                        .Of($"The gateway {gateway.Pid} has not ended. End that process.")
                        .Tell(context.Terminal, parsed.GetValue(json));
                }

                if (parsed.GetValue(json))
                {
                    Terminal.JsonOutput.Write(context.Terminal.Out, new(gateway.Url, gateway.Pid), CliJson.Default.StoppedGateway);
                }
                else
                {
                    context.Terminal.WriteLine($"The gateway at {gateway.Url} has stopped.");
                }

                return ExitCodes.Ok;
            }
        );
        return command;
    }
}

/// <summary>The result of <c>gateway stop</c>.</summary>
/// <param name="Url">Where it listened.</param>
/// <param name="Pid">Its process.</param>
internal sealed record StoppedGateway(string Url, int Pid);
