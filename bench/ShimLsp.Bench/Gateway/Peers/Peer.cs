using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ShimLsp.Bench.Stdio;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>Another gateway.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Option">The option that says where it is.</param>
/// <param name="Path">The path that its clients call: our gateway is asked at the same.</param>
internal sealed record Peer(string Name, string Option, string Path)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    /// <summary>Passes chat completions on to a provider of the same format. From npm.</summary>
    public static Peer Portkey { get; } = new("Portkey's gateway", "--portkey", GatewayBench.Chat);

    /// <summary>Translates Messages to chat completions. From npm.</summary>
    public static Peer ClaudeCodeRouter { get; } = new("claude-code-router", "--router", "/v1/messages");

    /// <summary>The Python program that this project descends from: a checkout, run by Debian's Python with its aiohttp.</summary>
    public static Peer Ancestor { get; } = new("codex-shim", "--ancestor", GatewayBench.Chat);

    /// <summary>All that can be measured.</summary>
    public static ImmutableArray<Peer> All { get; } = [Portkey, ClaudeCodeRouter, Ancestor];

    /// <summary>What our memory at many streams may be of its own; null if nothing was agreed.</summary>
    public double? MostStreamMemory => this == Ancestor ? null : 0.5;

    /// <summary>Starts it in front of the mock.</summary>
    /// <param name="installed">The folder that it was installed into.</param>
    /// <param name="folder">A folder for its settings, which it takes for the person's home.</param>
    /// <param name="upstream">Scheme, host and port of the mock.</param>
    public Task<Contender> StartAsync(string installed, string folder, string upstream)
    {
        var port = FreePort();
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{Path}"));
        return (
            this == Portkey ? new Contender(StartPortkey(installed, folder, port), address, [.. PortkeyHeaders(upstream)])
            : this == Ancestor ? new Contender(StartAncestor(installed, folder, upstream, port), address)
            : new Contender(StartRouter(installed, folder, upstream, port), address, "x-api-key: unused", "anthropic-version: 2023-06-01")
        ).ReadyAsync(LongestStart);
    }

    private static ServerProcess StartPortkey(string installed, string folder, int port) =>
        Node(
            folder,
            System.IO.Path.Combine(installed, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js"),
            "--headless",
            string.Create(CultureInfo.InvariantCulture, $"--port={port}")
        );

    private static IEnumerable<string> PortkeyHeaders(string upstream) =>
        ["Authorization: Bearer unused", "x-portkey-provider: openai", $"x-portkey-custom-host: {upstream}/v1"];

    private static ServerProcess StartAncestor(string checkout, string folder, string upstream, int port)
    {
        const string program = "import sys; sys.path.insert(0, sys.argv[1]); from codex_shim.server import main; main(sys.argv[2:])";
        var settings = System.IO.Path.Combine(folder, "codex-shim.json");
        File.WriteAllText(
            settings,
            $$"""
            { "models": [ { "slug": "{{MockProcess.Brief}}", "model": "{{MockProcess.Brief}}", "display_name": "Mock",
              "provider": "generic-chat-completion-api", "base_url": "{{upstream}}/v1", "api_key": "unused" } ] }
            """
        );
        string[] arguments = ["-c", program, checkout, "--settings", settings, "--port", port.ToString(CultureInfo.InvariantCulture)];
        return ServerProcess.Start(folder, "/usr/bin/python3", arguments) ?? throw new IOException("There is no /usr/bin/python3.");
    }

    private static ServerProcess StartRouter(string installed, string folder, string upstream, int port)
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
        return Node(
            folder,
            System.IO.Path.Combine(installed, "node_modules", "@musistudio", "claude-code-router", "dist", "cli.js"),
            "start"
        );
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
