using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>A request as it went over the wire, as text that a test can hold against a literal.</summary>
internal static class Sent
{
    /// <summary>Request line, headers by name, an empty line, the body as it is. The mock's port is written as PORT.</summary>
    public static string Text(this ReceivedRequest request, World world)
    {
        var port = new Uri(world.Mock.Origin).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var headers = request
            .Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header =>
                header.Key is "Content-Length" && header.Value == $"{request.Bytes.Length}"
                    ? "Content-Length: ITS"
                    : $"{header.Key}: {header.Value}"
            );
        return $"{request.Method} {request.Target} {request.Protocol}\n{string.Join('\n', headers)}\n\n{request.Body}".Replace(
            $":{port}",
            ":PORT",
            StringComparison.Ordinal
        );
    }

    /// <summary>The roles of the turns, with the ids of calls and results: <c>user assistant(a,b) tool:a</c>.</summary>
    /// <param name="body">The request's body.</param>
    public static string Roles(string body) =>
        string.Join(
            ' ',
            JsonElement
                .Parse(body)
                .GetProperty("messages")
                .EnumerateArray()
                .Select(message =>
                    message.GetProperty("role").GetString()
                    + (message.TryGetProperty("tool_call_id", out var id) ? ":" + id.GetString() : "")
                    + (
                        message.TryGetProperty("tool_calls", out var calls)
                            ? $"({string.Join(',', calls.EnumerateArray().Select(call => call.GetProperty("id").GetString()))})"
                            : ""
                    )
                )
        );

    /// <summary>Asks, and gives the body that went out.</summary>
    public static async Task<string> SentAsync(this World world, ModelProvider provider, ChatRequest request)
    {
        await world.AskAsync(world.Model(provider), streams: false, world.Read(request));
        return (await world.Mock.NextRequestAsync()).Body;
    }
}
