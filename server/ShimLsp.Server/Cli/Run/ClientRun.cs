using System.ComponentModel;
using System.Diagnostics;
using ShimLsp.Server.Cli.Clients;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Run;

/// <summary>One run of a client: its gateway, its files, its process.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="client">The client.</param>
/// <param name="program">The full path of its program.</param>
/// <param name="folder">The workspace.</param>
internal sealed class ClientRun(CommandContext context, IClient client, string program, FolderPath folder)
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">The person's arguments.</param>
    /// <param name="catalog">The option <c>--models</c>; null without it.</param>
    /// <returns>The client's exit code.</returns>
    public async Task<int> RunAsync(string[] arguments, string? catalog)
    {
        using var process = new ForegroundProcess(); // first, so that a signal leaves no file behind
        using var files = new RunFolder();
        var gateway = await GatewayRun.StartAsync(context, folder, catalog).ConfigureAwait(false);
        await using var closing = gateway.ConfigureAwait(false);
        var connection = gateway.Connection;
        if (await connection.ModelsAsync(CancellationToken.None).ConfigureAwait(false) is not { } listed)
        {
            return Failure.Of($"The gateway at {connection.Url} does not answer. Try again.").Tell(context.Terminal, json: false);
        }

        if (Offer.WhyNone(listed) is { } why)
        {
            return Failure.Of($"No model can be used now. {why}What to do: shim-lsp doctor").Tell(context.Terminal, json: false);
        }

        var offered = Offer.Of(listed);
        var launch = client.LaunchWith(
            new()
            {
                Url = connection.Url,
                Token = connection.Token,
                Models = offered,
                CodexModels =
                    client is Codex ? await connection.TextAsync(Codex.ModelsPath, CancellationToken.None).ConfigureAwait(false) : null,
                Folder = files.Path,
            }
        );
        foreach (var (name, text) in launch.Files)
        {
            files.Write(name, text);
        }

        var kept = client.KeepFor(context.Host);
        int exitCode;
        try
        {
            exitCode = await process.RunAsync(StartOf(launch, arguments)).ConfigureAwait(false);
        }
        catch (Win32Exception failed)
        {
            return Failure.Of($"{program} cannot be started: {failed.Message}").Tell(context.Terminal, json: false);
        }

        if (kept?.PutBack(offered) is { } problem)
        {
            context.Terminal.Error.WriteLine(Shown.Line($"shim-lsp: {problem}"));
        }

        if (await gateway.UsageAsync().ConfigureAwait(false) is { } usage)
        {
            context.Terminal.Error.WriteLine(Shown.Line(RunSummary.Line(client.Title, usage)));
        }

        return exitCode;
    }

    private ProcessStartInfo StartOf(ClientLaunch launch, string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. launch.Arguments, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder.Value,
        };
        foreach (var (name, value) in launch.Environment.AddRange(DirectPath.Variables(context.Host)))
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["PWD"] = folder.Value; // some clients work there, whatever their working directory is
        return start;
    }
}
