using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Core.Models;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Hosting.Shared;
using ShimLsp.Server.Tests.Support;
using StackExchange.Redis;

namespace ShimLsp.Server.Tests.Gateway.Shared;

/// <summary>A real Redis on a free port of this machine, empty. It ends with the test, or with the process of the tests.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shim-lsp-redis-").FullName;
    private Process process;
    private ConnectionMultiplexer? direct;

    private RedisServer(int port)
    {
        Port = port;
        process = Start();
    }

    public int Port { get; }

    public string Url => $"redis://127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new RedisServer(port);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Ends it at once, with all that it has.</summary>
    public async Task KillAsync()
    {
        direct?.Dispose();
        direct = null;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        process.Dispose();
    }

    /// <summary>Starts it again, empty.</summary>
    public async Task RestartAsync()
    {
        process = Start();
        await ReadyAsync();
    }

    /// <summary>A gateway's connection to it, which is there. It is patient: what is slow here is the machine of the tests.</summary>
    public async Task<RedisLink> JoinAsync()
    {
        var spec = new SharedSpec(Url, CredentialReference.None, CredentialReference.None, SharedSpec.DefaultPrefix);
        using var home = new Home();
        var host = new HostEnvironment
        {
            Variable = _ => null,
            HomeFolder = home.At("home"),
            WorkingDirectory = home.Work,
            Time = TimeProvider.System,
        };
        var link = new RedisLink(SharedSetting.Of(spec, home.Work, host), TimeProvider.System, NullLogger.Instance, ShimClient.Limit);
        await link.WaitAsync(CancellationToken.None);
        return link;
    }

    /// <summary>A look past the gateways.</summary>
    public async Task<IDatabase> LookAsync() =>
        (direct ??= await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true")).GetDatabase();

    public async Task<IReadOnlyList<string>> KeysAsync()
    {
        await LookAsync();
        return [.. direct!.GetServer(IPAddress.Loopback, Port).Keys(pattern: "*").Select(key => key.ToString())];
    }

    public async ValueTask DisposeAsync()
    {
        direct?.Dispose();
        if (process is { HasExited: false })
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(ShimClient.Limit);
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // The shell ends it when the pipe closes, which it does even if the tests are killed.
    private Process Start()
    {
        var start = new ProcessStartInfo("sh")
        {
            ArgumentList =
            {
                "-c",
                $"redis-server --port {Port} --bind 127.0.0.1 --save '' --appendonly no --dir '{folder}' >/dev/null 2>&1 & "
                    + "p=$!; cat; kill -9 $p",
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(ShimClient.Limit);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
