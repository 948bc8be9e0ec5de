using System.Net.Sockets;
using System.Text;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Gateways;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>How a gateway lets go of its port. Both are in this process; ReplaceTests has real ones.</summary>
public sealed class HandoverTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [LinuxFact]
    public async Task A_client_that_keeps_its_connection_learns_that_it_will_be_closed_before_it_is()
    {
        using var kept = new TcpClient();
        await kept.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        (await AskAsync(kept)).Should().NotContain("Connection: close");
        using var stop = new CancellationTokenSource();

        var next = await ReplaceAsync(stop);

        // Time stands still, so only an answer can tell it. Those before the gateway lets go do not.
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (!(await AskAsync(kept).WaitAsync(limit.Token)).Contains("Connection: close", StringComparison.Ordinal)) { }

        await world.StopAsync();
        await stop.CancelAsync();
        await next.WaitAsync(ShimClient.Limit);
    }

    [LinuxFact]
    public void Only_the_owner_reaches_the_socket_that_gives_the_port_away()
    {
        var socket = Directory.GetFiles(world.Home.State, "*.sock", SearchOption.AllDirectories).Should().ContainSingle().Which;

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.GetDirectoryName(socket)!)
                .Should()
                .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<Task> ReplaceAsync(CancellationTokenSource stop)
    {
        var running = (await new RunningGateways(world.Host).ListAsync(CancellationToken.None)).Should().ContainSingle().Which;
        var listens = new TaskCompletionSource<GatewayStarted>(TaskCreationOptions.RunContinuationsAsynchronously);
        var next = GatewayHost.RunAsync(
            new ServerOptions { Host = world.Host, Stderr = TextWriter.Null },
            new() { Folder = FolderPath.Of(world.Home.Work), Replaces = running },
            listens.SetResult,
            stop.Token
        );
        await Task.WhenAny(next, listens.Task).WaitAsync(ShimClient.Limit);
        (await listens.Task.WaitAsync(ShimClient.Limit)).Url.Should().Be(world.Started.Url);
        return next;
    }

    private static async Task<string> AskAsync(TcpClient client)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var buffer = new byte[1024];
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
    }
}
