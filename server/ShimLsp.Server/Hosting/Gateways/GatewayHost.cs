using ShimLsp.Core.Spending;
using ShimLsp.Server.Gateway.Serving;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways.Handover;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>The HTTP front of this process.</summary>
internal static class GatewayHost
{
    /// <summary>The tenant of a person's own tokens.</summary>
    public const string LocalTenant = SpendingOwner.LocalTenant;

    /// <summary>So long a gateway that is to stop waits for replies that run.</summary>
    public static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);

    // Another gateway serves the port, so there is no hurry.
    private static readonly TimeSpan LongestDrainAfterHandover = TimeSpan.FromHours(1);

    // A client that uses its connection once more within this time learns that it will be closed. Later only idle ones are closed.
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    /// <summary>Serves until it is cancelled, or another gateway has taken over; then lets what runs end.</summary>
    /// <param name="options">What the server is made with.</param>
    /// <param name="gateway">How it is started.</param>
    /// <param name="started">Told where it listens, and of the first token.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether another gateway has taken over.</returns>
    /// <exception cref="GatewayStartException">It cannot listen there, or take over there.</exception>
    public static async Task<bool> RunAsync(
        ServerOptions options,
        GatewayOptions gateway,
        Action<GatewayStarted> started,
        CancellationToken cancellationToken
    )
    {
        using var taken = gateway.Replaces is { } before
            ? await TakenGateway.FromAsync(before, gateway.Listening, cancellationToken).ConfigureAwait(false)
            : null;
        var socket = taken?.Listening ?? ListeningSocket.Open(gateway.Listening);
        using var parts = new GatewayComposition(options, gateway, taken?.State ?? HandoverState.Empty);
        await parts.JoinAsync(cancellationToken).ConfigureAwait(false);
        var server = await GatewayServer
            .StartAsync(
                socket,
                gateway.Listening.Certificate,
                gateway.Limits,
                parts.Application,
                options.Host.Time,
                parts.Loggers,
                cancellationToken
            )
            .ConfigureAwait(false);
        await using var closing = server.ConfigureAwait(false);
        var handover = gateway.IsOfRun ? null : HandoverOffer.Open(options.Host, parts.Instance, socket, parts.State);
        var isReplaced = false;
        try
        {
            using var registration = Register(options.Host, gateway, server.Url, parts.Instance, handover?.Path);
            if (taken is not null)
            {
                await taken.ServeAsync(cancellationToken).ConfigureAwait(false);
            }

            started(new(server.Url, parts.Token, server.Url + parts.FirstLink));
            var cancelled = Task.Delay(Timeout.Infinite, cancellationToken);
            isReplaced = await Task.WhenAny(cancelled, handover?.Taken ?? cancelled).ConfigureAwait(false) != cancelled;
        }
        finally
        {
            if (handover is not null)
            {
                await handover.DisposeAsync().ConfigureAwait(false);
            }
        }

        await DrainAsync(server, parts, isReplaced, options.Host.Time, cancellationToken).ConfigureAwait(false);
        return isReplaced;
    }

    private static GatewayRegistration Register(
        HostEnvironment host,
        GatewayOptions gateway,
        string url,
        string instance,
        string? handover
    ) =>
        new(
            host,
            new(url, instance, Environment.ProcessId, gateway.Folder.Value, host.Time.GetUtcNow())
            {
                Version = OwnProgram.Version,
                Log = gateway.Log,
                Handover = handover,
                IsOfRun = gateway.IsOfRun,
            }
        );

    private static async Task DrainAsync(
        GatewayServer server,
        GatewayComposition parts,
        bool isReplaced,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await server.StopAcceptingAsync().ConfigureAwait(false);
        await parts.LeaveAsync().ConfigureAwait(false);
        using var patience = new CancellationTokenSource(isReplaced ? LongestDrainAfterHandover : LongestDrain, time);
        using var hurry = isReplaced ? cancellationToken.Register(() => patience.CancelAfter(LongestDrain)) : default;
        if (isReplaced)
        {
            await Task.Delay(Notice, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await server.StopAsync(patience.Token).ConfigureAwait(false);
    }
}
