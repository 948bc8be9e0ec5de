using System.Text;
using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>Writes the events of the Responses shape, each with the next number of the sequence.</summary>
/// <param name="writer">Where to.</param>
internal sealed class ResponsesEvents(EventWriter writer)
{
    private int sequence;
    private int position;

    /// <summary>An event.</summary>
    /// <param name="type">Its type, and its name.</param>
    /// <param name="fields">Writes its other fields.</param>
    public void Event(string type, Action<Utf8JsonWriter> fields) =>
        writer.Event(
            Encoding.UTF8.GetBytes(type),
            json =>
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteNumber("sequence_number", sequence++);
                fields(json);
                json.WriteEndObject();
            }
        );

    /// <summary>All events of an item. A mark follows each piece.</summary>
    /// <param name="item">The item.</param>
    public void Item(ResponsesItem item)
    {
        OfItem("response.output_item.added", item, isWhole: false);
        var kind = item.Type switch
        {
            "reasoning" => "response.reasoning_summary_text",
            "message" => "response.output_text",
            "custom_tool_call" => "response.custom_tool_call_input",
            _ => "response.function_call_arguments",
        };
        var holder = item.Type switch
        {
            "reasoning" => "response.reasoning_summary_part",
            "message" => "response.content_part",
            _ => null,
        };
        Part(item, holder, ".added", "");
        foreach (var piece in item.Pieces)
        {
            InItem($"{kind}.delta", item, json => json.WriteString("delta", piece));
            writer.Mark();
        }

        if (item.Pieces.IsEmpty)
        {
            writer.Mark();
        }

        var said = string.Concat(item.Pieces);
        var field = item.Type switch
        {
            "custom_tool_call" => "input",
            "function_call" => "arguments",
            _ => "text",
        };
        InItem($"{kind}.done", item, json => json.WriteString(field, said));
        Part(item, holder, ".done", said);
        OfItem("response.output_item.done", item, isWhole: true);
        position++;
    }

    private void Part(ResponsesItem item, string? holder, string suffix, string text)
    {
        if (holder is not null)
        {
            InItem(
                holder + suffix,
                item,
                json =>
                {
                    json.WritePropertyName("part");
                    ResponsesJson.Part(json, item.Type is "message" ? "output_text" : "summary_text", text);
                }
            );
        }
    }

    private void InItem(string type, ResponsesItem item, Action<Utf8JsonWriter> fields) =>
        Event(
            type,
            json =>
            {
                json.WriteString("item_id", item.Id);
                json.WriteNumber("output_index", position);
                if (item.Call is null)
                {
                    json.WriteNumber(item.Type is "message" ? "content_index" : "summary_index", 0);
                }

                fields(json);
            }
        );

    private void OfItem(string type, ResponsesItem item, bool isWhole) =>
        Event(
            type,
            json =>
            {
                json.WriteNumber("output_index", position);
                json.WritePropertyName("item");
                item.Write(json, isWhole);
            }
        );
}
