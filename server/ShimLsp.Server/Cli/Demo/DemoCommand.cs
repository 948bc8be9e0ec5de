using System.CommandLine;
using System.ComponentModel;
using ShimLsp.Server.Cli.Demo.Upstream;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Demo;

/// <summary><c>demo</c>: shows the real server at work, for new users.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandContext context)
    {
        var json = SharedOptions.Json();
        var upstream = SharedOptions.Flag(
            "--upstream",
            "Show calls of models: a classifier, chat, fallback, a rotated key, savings. The models are a mock on 127.0.0.1."
        );
        var command = new DocumentedCommand(
            "demo",
            "Show the real server list, switch, route, cache and invalidate. Needs no key and sends nothing."
        )
        {
            Examples = """
                shim-lsp demo
                shim-lsp demo --upstream                    with calls of (mock) models
                shim-lsp demo --json                        the same as JSON
                """,
            Options = { upstream, json },
            CleansUp = true,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(context, parsed.GetValue(upstream), parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool upstream, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var steps = new List<DemoStep>();
            Action<DemoStep>? record = json ? steps.Add : null;
            var (status, exitCode) = upstream
                ? await UpstreamDemo.RunAsync(context, record, cancellationToken).ConfigureAwait(false)
                : await RunSampleAsync(context, record, cancellationToken).ConfigureAwait(false);
            if (json)
            {
                JsonOutput.Write(context.Terminal.Out, new(steps, status, exitCode), CliJson.Default.DemoOutput);
            }

            return exitCode == 0 ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (Exception broken) when (broken is TimeoutException or IOException or Win32Exception or OperationCanceledException)
        {
            var why = broken is OperationCanceledException ? "Interrupted." : $"The server did not answer as expected: {broken.Message}";
            return Failure.Of(why).Tell(context.Terminal, json);
        }
    }

    private static async Task<DemoEnding> RunSampleAsync(
        CommandContext context,
        Action<DemoStep>? record,
        CancellationToken cancellationToken
    )
    {
        var time = context.Host.Time;
        var view = new DemoView(context.Terminal);
        var sample = new SampleCatalog();
        using var home = new DemoHome(sample.Text, sample.Keys, time);
        if (record is null)
        {
            view.Begin(sample.KeyNames);
        }

        var ending = await DemoRun
            .PlayAsync(
                home,
                time,
                (server, client, milliseconds) =>
                    new DemoScript(home, sample, server, client, record ?? view.Show).RunAsync(milliseconds, cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (record is null)
        {
            view.End(ending.Status, ending.ExitCode);
        }

        return ending;
    }
}
