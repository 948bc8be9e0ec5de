using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>Another gateway, from npm.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Package">Its package.</param>
/// <param name="Path">The path that its clients call: our gateway is asked at the same.</param>
internal sealed record Peer(string Name, string Package, string Path)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    /// <summary>Passes chat completions on to a provider of the same format.</summary>
    public static Peer Portkey { get; } = new("Portkey's gateway", "@portkey-ai/gateway", GatewayBench.Chat);

    /// <summary>Translates Messages to chat completions.</summary>
    public static Peer ClaudeCodeRouter { get; } = new("claude-code-router", "@musistudio/claude-code-router", "/v1/messages");

    /// <summary>Starts it in front of the mock.</summary>
    /// <param name="installed">The folder that it was installed into.</param>
    /// <param name="folder">A folder for its settings, which it takes for the person's home.</param>
    /// <param name="upstream">Scheme, host and port of the mock.</param>
    public Task<Contender> StartAsync(string installed, string folder, string upstream)
    {
        var package = System.IO.Path.Combine(installed, "node_modules", System.IO.Path.Combine(Package.Split('/')));
        var port = FreePort();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{Path}"));
        return (
            this == Portkey
                ? new Contender(
                    Node(folder, System.IO.Path.Combine(package, "build", "start-server.js"), "--headless", $"--port={port}"),
                    address,
                    "Authorization: Bearer unused",
                    "x-portkey-provider: openai",
                    $"x-portkey-custom-host: {upstream}/v1"
                )
                : new Contender(StartRouter(package, folder, upstream, port), address, "x-api-key: unused", "anthropic-version: 2023-06-01")
        ).ReadyAsync(LongestStart);
    }

    private static ServerProcess StartRouter(string package, string folder, string upstream, int port)
    {
        var settings = Directory.CreateDirectory(System.IO.Path.Combine(folder, ".claude-code-router")).FullName;
        File.WriteAllText(
            System.IO.Path.Combine(settings, "config.json"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                { "HOST": "127.0.0.1", "PORT": {{port}}, "APIKEY": "unused", "LOG": false,
                  "Providers": [ { "name": "mock", "api_base_url": "{{upstream}}/v1/chat/completions", "api_key": "unused",
                    "models": ["{{MockProcess.Brief}}"] } ],
                  "Router": { "default": "mock,{{MockProcess.Brief}}" } }
                """
            )
        );
        return Node(folder, System.IO.Path.Combine(package, "dist", "cli.js"), "start");
    }

    private static ServerProcess Node(string folder, params ReadOnlySpan<string> arguments) =>
        ServerProcess.Start(folder, "node", arguments) ?? throw new IOException("There is no node in PATH.");

    private static int FreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }
}
