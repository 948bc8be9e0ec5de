namespace ShimLsp.Mock.Wire;

/// <summary>OpenAI's Responses, as its API reference has them.</summary>
internal sealed class ResponsesShape : WireShape
{
    private static readonly OpenAiShape OpenAi = new(); // both have the same errors

    public override byte[] Whole(Answer answer, string model) =>
        EventWriter.Json(json => ResponsesJson.Response(json, answer, model, StatusOf(answer), ResponsesItems.Of(answer)));

    public override EncodedStream Stream(Answer answer, string model, bool includeUsage)
    {
        using var writer = new EventWriter();
        var events = new ResponsesEvents(writer);
        Whole("response.created", "in_progress", []);
        Whole("response.in_progress", "in_progress", []);
        writer.Mark();
        var items = ResponsesItems.Of(answer);
        foreach (var item in items)
        {
            events.Item(item);
        }

        var status = StatusOf(answer);
        Whole($"response.{status}", status, items);
        return writer.ToStream();

        void Whole(string type, string at, IReadOnlyList<ResponsesItem> output) =>
            events.Event(
                type,
                json =>
                {
                    json.WritePropertyName("response");
                    ResponsesJson.Response(json, answer, model, at, output);
                }
            );
    }

    public override byte[] Error(int status, string message) => OpenAi.Error(status, message);

    public override byte[] ErrorEvent(string message)
    {
        using var writer = new EventWriter();
        new ResponsesEvents(writer).Event(
            "error",
            json =>
            {
                json.WriteString("code", "server_error");
                json.WriteString("message", message);
                json.WriteNull("param");
            }
        );
        return writer.ToArray();
    }

    private static string StatusOf(Answer answer) =>
        answer.FinishReason switch
        {
            null or "stop" or "tool_calls" => "completed",
            "length" or "content_filter" => "incomplete",
            _ => "failed",
        };
}
