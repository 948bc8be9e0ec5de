using System.Text.Json;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>
/// A gateway in front of one model of each shape: <c>chat</c>, <c>messages</c> and <c>responses</c>, which the mock calls <c>m-chat</c> and
/// so on. Auto is not tempted: it takes the first.
/// </summary>
internal static class WorkWorld
{
    private static readonly string[] Shapes = ["chat", "messages", "responses"];

    /// <summary>Every shape of a client with every shape of a model, streamed and whole.</summary>
    public static TheoryData<string, string, bool> Ways
    {
        get
        {
            var ways = new TheoryData<string, string, bool>();
            foreach (var client in Shapes)
            {
                foreach (var model in Shapes)
                {
                    ways.Add(client, model, true);
                    ways.Add(client, model, false);
                }
            }

            return ways;
        }
    }

    /// <summary>Every shape of a client, streamed and whole.</summary>
    public static TheoryData<string, bool> Clients
    {
        get
        {
            var clients = new TheoryData<string, bool>();
            foreach (var client in Shapes)
            {
                clients.Add(client, true);
                clients.Add(client, false);
            }

            return clients;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="gatewayBlock">The catalog's block <c>gateway</c>.</param>
    /// <param name="rowFields">More fields of every row, JSON members with a comma in front.</param>
    /// <param name="chatFields">More fields of the row <c>chat</c>.</param>
    /// <param name="messagesFields">More fields of the row <c>messages</c>.</param>
    public static Task<GatewayWorld> StartAsync(
        string gatewayBlock = "{}",
        string rowFields = "",
        string chatFields = "",
        string messagesFields = ""
    )
    {
        return GatewayWorld.StartAsync(
            gatewayBlock: gatewayBlock,
            catalogAt: url => Catalog(url, rowFields),
            editRows: rows => With(With(rows, "chat", chatFields), "messages", messagesFields)
        );

        static string With(string rows, string slug, string fields) =>
            rows.Replace($"\"slug\":\"{slug}\"", $"\"slug\":\"{slug}\"{fields}", StringComparison.Ordinal);
    }

    /// <summary>Asks in a client's shape.</summary>
    public static Task<Reply> SendAsync(this GatewayWorld world, string shape, string body, Action<HttpRequestMessage>? change = null) =>
        world.AskAsync("POST", PathOf(shape), body, change: change);

    /// <summary>Asks, and reads the reply.</summary>
    public static async Task<Heard> HearAsync(this GatewayWorld world, string shape, string model, bool streams, string task = "Hi.")
    {
        var reply = await world.SendAsync(shape, Body(shape, model, streams, task));
        reply.Status.Should().Be(200, reply.Body);
        return Heard.Of(shape, streams, reply.Body);
    }

    public static string PathOf(string shape) =>
        shape switch
        {
            "chat" => "/v1/chat/completions",
            "messages" => "/v1/messages?beta=true",
            _ => "/v1/responses",
        };

    /// <summary>A request in a client's shape.</summary>
    /// <param name="shape">The client's shape.</param>
    /// <param name="model">The name it uses.</param>
    /// <param name="streams">Whether it streams.</param>
    /// <param name="task">What the person says.</param>
    /// <param name="more">More fields, JSON members.</param>
    public static string Body(string shape, string model, bool streams = false, string task = "Hi.", string more = "")
    {
        var turns = $$"""[{"role":"user","content":{{Json.Quote(task)}}}]""";
        var fields = shape switch
        {
            "chat" => $$""" "messages":{{turns}},"stream_options":{"include_usage":true} """,
            "messages" => $$""" "messages":{{turns}},"max_tokens":1000 """,
            _ => $$""" "input":{{turns}},"store":false,"include":["reasoning.encrypted_content"] """,
        };
        return $$"""{"model":{{Json.Quote(model)}},"stream":{{JsonSerializer.Serialize(streams)}},{{fields}}{{(
            more.Length > 0 ? "," + more : ""
        )}}}""";
    }

    /// <summary>The catalog.</summary>
    /// <param name="url">Where the models are.</param>
    /// <param name="rowFields">More fields of every row, JSON members with a comma in front.</param>
    public static string Catalog(string url, string rowFields) =>
        $$"""
            {
              "models": [
                {{Row("chat", "generic-chat-completion-api", "chat", 1, "0.90")}},
                {{Row("messages", "anthropic", "messages", 3, "0.91")}},
                {{Row("responses", "openai", "responses", 10, "0.92")}}
              ]
            }
            """.Replace("URL", url, StringComparison.Ordinal).Replace("MORE", rowFields, StringComparison.Ordinal);

    private static string Row(string slug, string provider, string wire, int cost, string strength) =>
        $$"""
            {"slug":"{{slug}}","model":"m-{{slug}}","provider":"{{provider}}","wire":"{{wire}}","base_url":"URL",
             "cost":{{cost}},"strength":{{strength}}MORE}
            """;
}
