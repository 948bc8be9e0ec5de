using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>A call to a tool while it is streamed.</summary>
/// <param name="events">Where to write.</param>
/// <param name="begun">The call without its arguments.</param>
/// <param name="place">The item's place in the output.</param>
internal sealed class OpenCall(ResponseEvents events, ToolCall begun, int place)
{
    private readonly bool isCustom = begun.Kind is ToolKind.Custom;
    private readonly string id = ReplyId.New(begun.Kind is ToolKind.Custom ? "ctc_" : "fc_");

    /// <summary>The item's place in the output.</summary>
    public int Place => place;

    /// <summary>It begins.</summary>
    public void Begin() => events.Item("response.output_item.added"u8, place, new OutputItem.Call(id, begun, IsDone: false));

    /// <summary>More of its arguments.</summary>
    /// <param name="more">The text.</param>
    public void Add(string more)
    {
        var json = events.Open(
            isCustom ? "response.custom_tool_call_input.delta"u8 : "response.function_call_arguments.delta"u8,
            id,
            place
        );
        json.WriteString("delta"u8, more);
        events.Close();
    }

    /// <summary>It is complete.</summary>
    /// <param name="call">The whole call.</param>
    public OutputItem End(ToolCall call)
    {
        var json = events.Open(isCustom ? "response.custom_tool_call_input.done"u8 : "response.function_call_arguments.done"u8, id, place);
        json.WriteText(isCustom ? "input"u8 : "arguments"u8, call.Arguments);
        if (!isCustom)
        {
            json.WriteString("name"u8, call.Name);
        }

        events.Close();
        var item = new OutputItem.Call(id, call);
        events.Item("response.output_item.done"u8, place, item);
        return item;
    }
}
