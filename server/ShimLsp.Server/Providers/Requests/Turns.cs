using Microsoft.Extensions.AI;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>
/// A conversation as it is put together. Calls of one turn that come as items of their own go into one message, and so do their results:
/// each provider's shape can be made of that.
/// </summary>
internal sealed class Turns
{
    private readonly List<ChatMessage> messages = [];

    /// <summary>The messages so far.</summary>
    public IReadOnlyList<ChatMessage> Messages => messages;

    /// <summary>Adds a message; one that holds nothing is left out.</summary>
    /// <param name="role">Whose it is.</param>
    /// <param name="contents">What it holds.</param>
    public void Add(ChatRole role, List<AIContent> contents)
    {
        if (
            role == ChatRole.Assistant
            && messages is [.., var last]
            && last.Role == role
            && last.Contents.Any(content => content is FunctionCallContent)
        )
        {
            // What the model said behind its calls: their results have to follow the message that has them.
            last.Contents = [.. last.Contents, .. contents];
        }
        else if (contents.Count > 0)
        {
            messages.Add(new(role, contents));
        }
    }

    /// <summary>Adds a call to the assistant's turn.</summary>
    /// <param name="call">The call.</param>
    public void AddCall(FunctionCallContent call) => Join(ChatRole.Assistant, call);

    /// <summary>Adds a call's result to those before it.</summary>
    /// <param name="result">The result.</param>
    public void AddResult(FunctionResultContent result) => Join(ChatRole.Tool, result);

    private void Join(ChatRole role, AIContent content)
    {
        if (messages is [.., var last] && last.Role == role)
        {
            last.Contents.Add(content);
        }
        else
        {
            messages.Add(new(role, [content]));
        }
    }
}
