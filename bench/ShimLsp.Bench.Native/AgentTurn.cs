using System.Text.Json;
using System.Text.Json.Nodes;
using ShimLsp.Bench.Report;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Native;

/// <summary>
/// One more request of an agent that is in the middle of a task: 200 messages, of which the last is new. The route reads the request, finds
/// the task that it goes on with, looks for signs that the model is stuck, and takes the scores from the cache.
/// </summary>
internal static class AgentTurn
{
    private const int Rounds = 31;
    private const int Block = 200;
    private const int Messages = 200;
    private const int FollowUpEvery = 40;
    private const int Characters = 600;
    private const double MostMicroseconds = 150;

    public static IEnumerable<ResultRow> Measure()
    {
        using var session = SampleSession.Open(capacity: 256);
        using var document = JsonDocument.Parse(Body());
        RouteRequest[] requests = [new() { Body = document.RootElement, ConversationId = "a conversation" }];
        CachedRoute.Route(session, requests, 1);

        var blocks = new Blocks(Rounds);
        var whole = blocks.Add(Block, () => CachedRoute.Route(session, requests, Block));
        blocks.Run();
        var sample = Blocks.Of(whole, unit: 1_000);
        yield return new(
            $"whole route of an agent's {Messages} messages, {document.RootElement.GetRawText().Length / 1_000} kB, us",
            sample,
            $"<= {MostMicroseconds:F0}",
            sample.Median <= MostMicroseconds
        );
    }

    private static string Body()
    {
        var texts = Tasks.Make(Messages, Characters);
        var turns = new JsonArray();
        for (var at = 0; at < Messages; at += 2)
        {
            if (at % FollowUpEvery == 0)
            {
                turns.Add((JsonNode)Message("user", at == 0 ? texts[0] : "ok, go on"));
                turns.Add((JsonNode)Message("assistant", "I look at the next file."));
                continue;
            }

            turns.Add((JsonNode)Message("assistant", Call(at)));
            turns.Add((JsonNode)Message("user", Result(at, texts[at])));
        }

        return new JsonObject { ["max_tokens"] = 1_000, ["messages"] = turns }.ToJsonString();
    }

    // It reads, edits and tests by turns. (A collection expression would call JsonArray.Add<T>, which is not clean under NativeAOT.)
    private static JsonArray Call(int at)
    {
        var (tool, input) = (at / 2 % 3) switch
        {
            0 => ("Read", new JsonObject { ["file_path"] = $"/src/{at}.cs" }),
            1 => (
                "Edit",
                new JsonObject
                {
                    ["file_path"] = $"/src/{at}.cs",
                    ["old_string"] = "a",
                    ["new_string"] = $"b{at}",
                }
            ),
            _ => ("Bash", new JsonObject { ["command"] = $"dotnet test tests/{at}" }),
        };
        return new JsonArray(
            new JsonObject
            {
                ["type"] = "tool_use",
                ["id"] = $"call-{at}",
                ["name"] = tool,
                ["input"] = input,
            }
        );
    }

    private static JsonArray Result(int at, string text) =>
        new(
            new JsonObject
            {
                ["type"] = "tool_result",
                ["tool_use_id"] = $"call-{at}",
                ["content"] = text,
            }
        );

    private static JsonObject Message(string role, JsonNode content) => new() { ["role"] = role, ["content"] = content };
}
