namespace ShimLsp.Core.Models;

/// <summary>The format of requests and replies that a model's endpoint speaks.</summary>
public enum ModelWire
{
    /// <summary>Chat completions (<c>chat</c>).</summary>
    Chat,

    /// <summary>OpenAI's Responses (<c>responses</c>).</summary>
    Responses,

    /// <summary>Anthropic's Messages (<c>messages</c>).</summary>
    Messages,
}
