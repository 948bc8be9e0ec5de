using System.Text;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>
/// An upstream, or a proxy, that repeats the key and the task wherever it can: in errors of every status, headers, pages, broken streams;
/// as they are and encoded. No byte of the server's says either.
/// </summary>
public class EchoTests
{
    private const string Key = "sk-canary/7d1f+x=";
    private const string Task = "canary task: zebra & quagga";
    private const string ProxyPassword = "canary-of-the-proxy";

    private static readonly int[] Statuses =
    [
        .. new[] { 300, 302, 307, 400, 401, 402, 403, 404, 408, 409, 410, 413, 418, 422, 425, 429, 451 },
        .. new[] { 500, 501, 502, 503, 504, 520, 529 },
    ];

    private static string[] Forms =>
        [
            .. new[] { Key, Task }.SelectMany(text =>
                new[]
                {
                    text,
                    Uri.EscapeDataString(text),
                    JsonSerializer.Serialize(text).Trim('"'),
                    Base64(text),
                    Base64(":" + text),
                    Base64("user:" + text),
                }
            ),
            ProxyPassword,
        ];

    // The words too: an escape may hide the rest.
    private static string[] Forbidden => [.. Forms, "canary", "7d1f", "zebra", "quagga"];

    private static string Everything => string.Join(" | ", Forms);

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task Whatever_an_upstream_repeats_neither_key_nor_task_gets_out(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider, "${secret:TEAM}");
        await PrepareAsync(world.Client);
        foreach (var answer in Hostile())
        {
            world.Upstream.OthersAnswer(answer);
            await world.Client.AskAsync("chat", Turn(streams, "\"model\":\"cheap\""));
            await world.Client.AskAsync("chat", Turn(streams));
            await world.Client.CallAsync("setCredential", $$"""{"name":"TEAM","secret":"{{Key}}"}"""); // heals every model
        }

        world.Upstream.Requests.Should().OnlyContain(request => request.Headers.Values.Any(value => value.Contains(Key)));
        await CheckAsync(world.Client, world.Server, world.Home);
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task Nor_what_a_proxy_repeats(string provider, bool streams)
    {
        await using var proxy = await MockUpstream.StartAsync();
        using var home = new Home(
            ChatWorld
                .Catalog("http://models.example/v1", provider, "${secret:TEAM}")
                .Replace(
                    "\"models\": [",
                    $$"""
                    "models": [ { "slug": "far", "model": "m", "provider": "{{provider}}", "base_url": "https://models.example/v1",
                      "api_key": "${secret:TEAM}" },
                    """,
                    StringComparison.Ordinal
                )
        );
        await using var server = ServerProcess.Start(
            home,
            WireFraming.NewLine,
            ["rpc"],
            ("http_proxy", proxy.Origin.Replace("//", $"//user:{ProxyPassword}@", StringComparison.Ordinal)),
            ("https_proxy", proxy.Origin.Replace("//", $"//user:{ProxyPassword}@", StringComparison.Ordinal))
        );
        await PrepareAsync(server.Client);
        foreach (
            var answer in Hostile()
                .Prepend(Answer.Fails(407, Everything).WithHeader("Proxy-Authenticate", "Basic realm=\"" + Base64(Key) + "\""))
        )
        {
            proxy.OthersAnswer(answer);
            await server.Client.AskAsync("chat", Turn(streams, "\"model\":\"cheap\""));
        }

        await server.Client.AskAsync("chat", Turn(streams, "\"model\":\"far\"")); // the proxy is asked for a tunnel, and refuses

        proxy.Requests.Should().Contain(request => request.Body.Contains("zebra")).And.Contain(request => request.Method == "CONNECT");
        await CheckAsync(server.Client, server, home);
    }

    private static IEnumerable<Answer> Hostile()
    {
        var text = JsonSerializer.Serialize(Everything);
        foreach (var status in Statuses)
        {
            yield return Answer
                .Sends(
                    "application/json",
                    $$$"""{"error":{"message":{{{text}}},"type":{{{text}}},"code":{{{text}}},"param":{{{text}}},"metadata":[{{{text}}}]}}"""
                )
                .WithHeader("Location", $"http://127.0.0.1:9/{Uri.EscapeDataString(Key)}?task={Uri.EscapeDataString(Task)}")
                .WithHeader("Retry-After", Key)
                .WithHeader("retry-after-ms", Base64(Key))
                .WithHeader("x-ratelimit-remaining", "0")
                .WithHeader("x-ratelimit-reset", Key) with
            {
                Status = status,
            };
        }

        foreach (var status in new[] { 200, 400, 401, 502 })
        {
            yield return Answer.Sends("text/html", $"<html>{Everything}</html>") with
            {
                Status = status,
            };
            yield return Answer.Sends("application/json", $"[{text}, {{\"error\": {text}") with
            {
                Status = status,
            };
            yield return Answer.Sends("application/json", $"{{\"error\":{text}}}") with
            {
                Status = status,
            };
        }

        // An error and nonsense in mid-stream, in small packets.
        foreach (
            var events in new[]
            {
                $"{{\"type\":\"error\",\"error\":{{\"message\":{text},\"type\":{text}}}}}",
                Everything,
                $"{{\"choices\":[{{\"delta\":{{\"content\":7,\"x\":{text}",
            }
        )
        {
            yield return Answer.Sends("text/event-stream", $"event: error\nid: {Key}\ndata: {events}\n\n").InWritesOf(3);
            yield return Answer.Sends("text/event-stream", $": {Everything}\n\ndata: {events}").DropsAfter(0);
        }

        yield return Answer.Says("one").ErrsAfter(1, Everything).InWritesOf(5);
        yield return Answer.Fails(500, Everything).EchoingCredentials();
    }

    private static async Task PrepareAsync(ShimClient client)
    {
        await client.CallAsync("subscribe", """{"events":["availabilityChanged","modelsChanged","routed","activeModelChanged"]}""");
        await client.CallAsync("configure", """{"settings":{"logLevel":"debug"}}""");
        await client.CallAsync("setCredential", $$"""{"name":"TEAM","secret":"{{Key}}"}""");
    }

    private static async Task CheckAsync(ShimClient client, RunningServer server, Home home)
    {
        await client.CallAsync("listModels");
        await client.CallAsync("status");
        await client.AskAsync("route", Turn(streams: false));
        await client.EndInputAsync();
        await server.ExitAsync();

        Encoding.UTF8.GetString(client.Bytes).Should().NotContainAny(Forbidden);
        server.Stderr.Should().NotContainAny(Forbidden);
        Directory
            .EnumerateFiles(home.Path, "*", SearchOption.AllDirectories)
            .Where(file => Forbidden.Any(form => File.ReadAllText(file).Contains(form, StringComparison.Ordinal)))
            .Should()
            .BeEmpty();
    }

    private static string Turn(bool streams, string more = "") =>
        ChatWorld.Turn(streams, more).Replace("Rename n to count.", Task, StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
