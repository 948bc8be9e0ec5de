using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Core.Conversation;

/// <summary>A request's options. Null means that the request does not say, so the provider's default applies.</summary>
public sealed record ConversationOptions
{
    /// <summary>The longest reply, in tokens, at least 1.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The sampling temperature, 0 to 2.</summary>
    public float? Temperature { get; init; }

    /// <summary>Nucleus sampling: the probability mass to choose from.</summary>
    public float? TopP { get; init; }

    /// <summary>How many of the likeliest tokens to choose from, at least 1.</summary>
    public int? TopK { get; init; }

    /// <summary>The penalty on tokens that have occurred.</summary>
    public float? PresencePenalty { get; init; }

    /// <summary>The penalty on tokens by how often they have occurred.</summary>
    public float? FrequencyPenalty { get; init; }

    /// <summary>The seed of sampling.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts that end the reply; empty for none.</summary>
    public ImmutableArray<string> StopSequences { get; init; } = [];

    /// <summary>How much the model should think.</summary>
    public ThinkingEffort? Effort { get; init; }

    /// <summary>How to think, in the words of the Messages format alone (<c>thinking</c>); null if the request does not say.</summary>
    public JsonElement? Thinking { get; init; }

    /// <summary>The JSON that the reply must be; null for any text.</summary>
    public JsonReply? Reply { get; init; }

    /// <summary>Tells the provider's prompt cache which requests begin alike, in the words of Responses; null for nothing.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The tools on offer; empty for none.</summary>
    public ImmutableArray<OfferedTool> Tools { get; init; } = [];

    /// <summary>Which tools the model must or must not call.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Whether one reply may call several tools.</summary>
    public bool? AllowsParallelCalls { get; init; }
}

/// <summary>How much a model should think.</summary>
public enum ThinkingEffort
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A little.</summary>
    Low,

    /// <summary>As usual.</summary>
    Medium,

    /// <summary>Hard.</summary>
    High,

    /// <summary>As hard as it can.</summary>
    Highest,
}

/// <summary>A reply that must be JSON.</summary>
/// <param name="Schema">The JSON schema it must obey; null for any JSON object.</param>
/// <param name="Name">The schema's name; null if none was given.</param>
/// <param name="Description">What the schema is for; null if not stated.</param>
/// <param name="IsStrict">Whether the reply must follow the schema exactly; null if not stated.</param>
public sealed record JsonReply(JsonElement? Schema = null, string? Name = null, string? Description = null, bool? IsStrict = null);

/// <summary>A tool that a request offers. The client or the provider runs it, never this program.</summary>
/// <param name="Name">Its name; not empty. The type of a server tool that has no name.</param>
/// <param name="Description">What it is for; null if not stated.</param>
/// <param name="Schema">The JSON schema of a function's arguments, an object; undefined for the other kinds.</param>
/// <param name="IsStrict">Whether the arguments must follow the schema exactly; null if not stated.</param>
public sealed record OfferedTool(string Name, string? Description, JsonElement Schema, bool? IsStrict)
{
    /// <summary>Its kind.</summary>
    public ToolKind Kind { get; init; }

    /// <summary>The namespace that it is in, such as the name of an MCP server; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the namespace is for; null if not stated.</summary>
    public string? NamespaceDescription { get; init; }

    /// <summary>What the input of a custom tool looks like, an object of the Responses format; null for any text.</summary>
    public JsonElement? InputFormat { get; init; }

    /// <summary>The whole definition of a server tool, an object; undefined for the other kinds.</summary>
    public JsonElement Source { get; init; }

    /// <summary>The format that <see cref="Source"/> is of.</summary>
    public RequestFormat Format { get; init; }
}

/// <summary>Whether the model is to call tools.</summary>
/// <param name="Kind">Which kind of choice.</param>
/// <param name="Name">The tool that the model must call, if the kind is <see cref="ToolChoiceKind.Named"/>; null otherwise.</param>
/// <param name="Namespace">The namespace of that tool; null for none.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, string? Name = null, string? Namespace = null);

/// <summary>The kinds of <see cref="ToolChoice"/>.</summary>
public enum ToolChoiceKind
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>It calls no tool.</summary>
    None,

    /// <summary>It calls at least one.</summary>
    Required,

    /// <summary>It calls one by name.</summary>
    Named,
}
