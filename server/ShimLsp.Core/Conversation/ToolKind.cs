namespace ShimLsp.Core.Conversation;

/// <summary>The kinds of tools.</summary>
public enum ToolKind
{
    /// <summary>The client runs it. Its arguments are JSON that a schema describes.</summary>
    Function,

    /// <summary>The client runs it. Its input is plain text, which a grammar may describe.</summary>
    Custom,

    /// <summary>The provider runs it, such as a web search. Only models of the shape that it was written for can use it.</summary>
    Server,
}
