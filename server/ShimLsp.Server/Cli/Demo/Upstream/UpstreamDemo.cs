namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary><c>demo --upstream</c>: the real server calls models that a mock in this process plays.</summary>
internal static class UpstreamDemo
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What commands work with.</param>
    /// <param name="record">Takes each step; null to show the steps instead.</param>
    /// <param name="cancellationToken">Ends it, the server and the mock with it.</param>
    public static async Task<DemoEnding> RunAsync(CommandContext context, Action<DemoStep>? record, CancellationToken cancellationToken)
    {
        var time = context.Host.Time;
        var providers = await MockProviders.StartAsync(cancellationToken).ConfigureAwait(false);
        await using var mock = providers.ConfigureAwait(false);
        using var home = new DemoHome(UpstreamCatalog.At(providers.Origin), UpstreamCatalog.Keys, time);
        IUpstreamStage stage = record is null ? new UpstreamView(context.Terminal) : new RecordedSteps(record);
        stage.Begin(providers.Origin);
        var ending = await DemoRun
            .PlayAsync(
                home,
                time,
                (server, client, milliseconds) =>
                    new UpstreamScript(providers, new(server, client, providers, stage, time)).RunAsync(milliseconds, cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(false);
        stage.End(ending);
        return ending;
    }
}
