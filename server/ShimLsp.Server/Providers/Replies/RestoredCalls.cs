using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>Gives the calls of one reply the names, namespaces and kinds of the client's own tools. Not thread-safe.</summary>
/// <param name="names">The names under which the tools went out; null if they went out as they are.</param>
internal sealed class RestoredCalls(ToolNameRules? names)
{
    private SortedDictionary<int, CustomInput>? inputs; // few replies call a custom tool

    /// <summary>Pieces of the reply as the client knows its tools.</summary>
    /// <param name="pieces">The pieces.</param>
    public IEnumerable<ChatEvent> Restore(IEnumerable<ChatEvent> pieces) => names is null ? pieces : pieces.SelectMany(Restore);

    private IEnumerable<ChatEvent> Restore(ChatEvent piece) =>
        piece is ChatEvent.ToolCall call ? [Restore(call)]
        : piece is ChatEvent.Finished && inputs is not null ? [.. Rest(inputs), piece]
        : [piece];

    private ChatEvent.ToolCall Restore(ChatEvent.ToolCall call)
    {
        var isFunction = call.Kind is ToolKind.Function;
        if (call.Name is { } name && names!.OwnOf(name, call.Namespace) is { } own)
        {
            call = call with { Name = own.Name, Namespace = own.Namespace, Kind = own.Kind };
            if (isFunction && own.Kind is ToolKind.Custom)
            {
                (inputs ??= [])[call.Index] = new();
            }
        }

        return call.ArgumentsDelta is { } more && inputs?.TryGetValue(call.Index, out var input) is true
            ? call with
            {
                ArgumentsDelta = input.Take(more) is { Length: > 0 } text ? text : null,
            }
            : call;
    }

    private static IEnumerable<ChatEvent> Rest(SortedDictionary<int, CustomInput> inputs) =>
        inputs
            .Select(input => (Index: input.Key, Text: input.Value.End()))
            .Where(rest => rest.Text.Length > 0)
            .Select(rest => new ChatEvent.ToolCall(rest.Index, null, null, rest.Text));
}
