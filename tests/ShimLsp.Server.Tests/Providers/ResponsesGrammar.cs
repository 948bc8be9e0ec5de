using System.Text;
using System.Text.Json;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Writes the replies of the grammar in the Responses shape.</summary>
internal static class ResponsesGrammar
{
    /// <summary>Writes a reply as a body.</summary>
    public static string Write(bool streams, Said[] reply, bool signs) =>
        streams ? Stream(reply, signs) : JsonSerializer.Serialize(Response("completed", Items(reply)));

    private static string Stream(Said[] reply, bool signs)
    {
        var body = new StringBuilder();
        void Event(string type, object data) =>
            body.Append(signs ? ": ping\n\ndata: {\"type\":\"response.in_progress\",\"response\":{}}\n\n" : "")
                .Append($"event: {type}\ndata: {JsonSerializer.Serialize(data)}\n\n");

        Event("response.created", new { type = "response.created", response = Response("in_progress", []) });
        for (var at = 0; at < reply.Length; at++)
        {
            var (type, done) = ("response.output_item.added", "response.output_item.done");
            Event(
                type,
                new
                {
                    type,
                    output_index = at,
                    item = Item(reply[at], at, ""),
                }
            );
            var kind = reply[at].Tool is null ? "response.output_text.delta" : "response.function_call_arguments.delta";
            foreach (var delta in reply[at].Text)
            {
                Event(
                    kind,
                    new
                    {
                        type = kind,
                        item_id = $"i{at}",
                        output_index = at,
                        delta,
                    }
                );
            }

            Event(
                done,
                new
                {
                    type = done,
                    output_index = at,
                    item = Item(reply[at], at, string.Concat(reply[at].Text)),
                }
            );
        }

        Event("response.completed", new { type = "response.completed", response = Response("completed", Items(reply)) });
        return body.ToString();
    }

    private static object Response(string status, object[] output) =>
        new
        {
            @object = "response",
            status,
            error = (object?)null,
            output,
            usage = new { input_tokens = 3, output_tokens = 4 },
        };

    private static object[] Items(Said[] reply) => [.. reply.Select((said, at) => Item(said, at, string.Concat(said.Text)))];

    private static object Item(Said said, int at, string text) =>
        said.Tool is null
            ? new
            {
                id = $"i{at}",
                type = "message",
                content = text.Length == 0 ? [] : new[] { new { type = "output_text", text } },
            }
            : new
            {
                id = $"i{at}",
                type = "function_call",
                call_id = $"c{at}",
                name = said.Tool,
                arguments = text,
            };
}
