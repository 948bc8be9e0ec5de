using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation;

/// <summary>The speaker of a turn.</summary>
public enum TurnRole
{
    /// <summary>The system prompt. It may also come in the middle of a conversation.</summary>
    System,

    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>Tools: results only.</summary>
    Tool,
}

/// <summary>One turn of a conversation. Immutable.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Parts">Its parts, in order. Never empty.</param>
public sealed record Turn(TurnRole Role, ImmutableArray<Part> Parts)
{
    /// <summary>Its size, never its text: a record would print its members, and prompt text has no place in a log.</summary>
    public override string ToString() => $"Turn({Role}, {Parts.Length} parts)";
}

/// <summary>A piece of a turn. Immutable.</summary>
public abstract record Part
{
    private Part() { }

    /// <summary>
    /// The JSON that the part was read from, including provider data such as a signature. It keeps everything that must go back to the same
    /// provider unchanged. Undefined if no client sent it.
    /// </summary>
    public JsonElement Source { get; init; }

    /// <summary>Its kind, never its text: prompt text has no place in a log.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Text. It may be empty.</summary>
    public sealed record Text : Part
    {
        private readonly JsonElement json;

        /// <summary>Makes one of a text.</summary>
        /// <param name="value">The text, which UTF-8 can hold.</param>
        public Text(string value) => Value = value;

        /// <summary>Makes one of a JSON string, decoded when it is first asked for: a request that is passed on asks for few.</summary>
        /// <param name="json">The string.</param>
        internal Text(JsonElement json) => this.json = json;

        /// <summary>The text, which UTF-8 can hold.</summary>
        public string Value
        {
            get => field ??= JsonText.Of(json);
            init;
        }

        /// <inheritdoc/>
        public bool Equals(Text? other) => base.Equals(other) && Value == other.Value;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Value);

        /// <summary>Whether it begins with these letters, in any case.</summary>
        internal bool StartsWith(ReadOnlySpan<byte> ascii) =>
            json.ValueKind is JsonValueKind.String
                ? LenientJson.StartsWith(json, ascii)
                : Value.StartsWith(Encoding.ASCII.GetString(ascii), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An image or a PDF file, as data.</summary>
    /// <param name="Data">The data.</param>
    /// <param name="MediaType">Its media type: <c>image/*</c> or <c>application/pdf</c>.</param>
    /// <param name="Name">The file's name; null if none was given.</param>
    /// <param name="Detail">How closely to look at an image, in the provider's word; null for its default.</param>
    public sealed record Media(Base64Data Data, string MediaType, string? Name = null, string? Detail = null) : Part
    {
        /// <summary>Whether it is an image.</summary>
        public bool IsImage => MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An image that the provider loads.</summary>
    /// <param name="Address">An http or https address.</param>
    /// <param name="Detail">How closely to look at it, in the provider's word; null for its default.</param>
    public sealed record ImageAddress(Uri Address, string? Detail = null) : Part;

    /// <summary>A call of a tool.</summary>
    /// <param name="Id">The call's id; not empty.</param>
    /// <param name="Name">The tool; not empty.</param>
    /// <param name="Arguments">
    /// The arguments, or the input of a custom tool, as the model wrote them. Arguments may not be JSON, and must come back as they were.
    /// </param>
    public sealed record ToolCall(string Id, string Name, string Arguments) : Part
    {
        /// <summary>The tool's kind: never a server tool.</summary>
        public ToolKind Kind { get; init; }

        /// <summary>The namespace that the tool is in; null for none.</summary>
        public string? Namespace { get; init; }

        /// <summary>The object whose fields its provider wants back with the call; undefined for none.</summary>
        public JsonElement Carried { get; init; }

        /// <summary>The provider that gave <see cref="Carried"/>; null if the client does not say.</summary>
        public string? Origin { get; init; }
    }

    /// <summary>What a tool returned.</summary>
    /// <param name="CallId">The call's id; not empty.</param>
    /// <param name="Parts">Texts and images; empty for nothing.</param>
    /// <param name="IsError">Whether the tool failed.</param>
    public sealed record ToolResult(string CallId, ImmutableArray<Part> Parts, bool IsError) : Part
    {
        /// <summary>Whether it contains only text.</summary>
        public bool IsText => Parts.All(part => part is Text);

        /// <summary>Its texts, joined by a newline.</summary>
        public string JoinedText => string.Join('\n', Parts.OfType<Text>().Select(text => text.Value));
    }

    /// <summary>
    /// What a model thought, often signed or encrypted, and whatever else its provider wants back with the turn. Only that provider can
    /// read it.
    /// </summary>
    /// <param name="Format">
    /// The format that <see cref="Carried"/> is of: a block of the Messages format, an item of Responses, or an object that holds the
    /// fields beside a message of chat completions.
    /// </param>
    public sealed record Reasoning(RequestFormat Format) : Part
    {
        /// <summary>What must travel back unchanged.</summary>
        public JsonElement Carried { get; init; }

        /// <summary>The provider that gave it; null if the client does not say.</summary>
        public string? Origin { get; init; }
    }
}
