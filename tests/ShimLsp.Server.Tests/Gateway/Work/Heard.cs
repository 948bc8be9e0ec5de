using System.Text;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>A reply as a client of one shape understands it. Reading it checks the shape: its order, its ends, its ids.</summary>
internal sealed record Heard
{
    public string Text { get; init; } = "";

    public string Thoughts { get; init; } = "";

    /// <summary>The calls, each <c>id name arguments</c>, with <c>custom</c> and the namespace in front if it has them.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Why it ended, in the words of chat completions.</summary>
    public string? Stop { get; init; }

    /// <summary>Input, cached input and output.</summary>
    public (long Input, long Cached, long Output) Usage { get; init; }

    /// <summary>The error in the stream; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>How many signs of life came.</summary>
    public int SignsOfLife { get; init; }

    public string? Model { get; init; }

    /// <summary>The assistant's turn as the client keeps it, JSON: the blocks of Messages, the items of Responses.</summary>
    public string? Turn { get; init; }

    /// <summary>Reads a reply.</summary>
    /// <param name="shape">The client's shape: <c>chat</c>, <c>messages</c> or <c>responses</c>.</param>
    /// <param name="streams">Whether it is a stream.</param>
    /// <param name="body">The body.</param>
    public static Heard Of(string shape, bool streams, string body) =>
        (shape, streams) switch
        {
            ("chat", true) => HeardChat.Stream(EventsOf(body)),
            ("chat", false) => HeardChat.Whole(JsonElement.Parse(body)),
            ("messages", true) => HeardMessages.Stream(EventsOf(body)),
            ("messages", false) => HeardMessages.Whole(JsonElement.Parse(body)),
            ("responses", true) => HeardResponses.Stream(EventsOf(body)),
            _ => HeardResponses.Whole(JsonElement.Parse(body)),
        };

    /// <summary>The events of a stream: the name, null for none, and the data.</summary>
    public static IReadOnlyList<(string? Name, string Data)> EventsOf(string body)
    {
        List<(string?, string)> events = [];
        foreach (var block in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var name = lines.FirstOrDefault(line => line.StartsWith("event: ", StringComparison.Ordinal))?[7..];
            var data = string.Join(
                '\n',
                lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])
            );
            events.Add((name, data));
        }

        return events;
    }

    public static string Call(string id, string name, string arguments, bool isCustom = false, string? space = null)
    {
        var line = new StringBuilder(isCustom ? "custom " : "");
        return line.Append(space is null ? "" : space + "/").Append($"{id} {name} {arguments}").ToString();
    }
}
