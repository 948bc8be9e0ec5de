using System.Text.Json;

namespace ShimLsp.Server.Gateway.Errors;

/// <summary>How a client reads an error: in the shape of the API that it calls.</summary>
internal abstract class ErrorShape
{
    /// <summary>The shape of chat completions, and of every path of no shape.</summary>
    public static ErrorShape OfChat { get; } = new ChatErrors();

    /// <summary>The shape of Responses.</summary>
    public static ErrorShape OfResponses { get; } = new ResponsesErrors();

    /// <summary>The shape of Messages.</summary>
    public static ErrorShape OfMessages { get; } = new MessagesErrors();

    /// <summary>The shape of Google's Gemini API.</summary>
    public static ErrorShape OfGemini { get; } = new GeminiErrors();

    /// <summary>The shape of the client that asks for a path.</summary>
    /// <param name="path">The path.</param>
    public static ErrorShape Of(string path) =>
        GeminiRequests.Has(path) ? OfGemini
        : path.StartsWith("/v1/messages", StringComparison.Ordinal) ? OfMessages
        : path.StartsWith("/v1/responses", StringComparison.Ordinal) ? OfResponses
        : OfChat;

    /// <summary>Writes the error as a whole response's body.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="error">The error.</param>
    public void Write(Utf8JsonWriter json, GatewayException error)
    {
        json.WriteStartObject();
        WriteFields(json, error);
        json.WriteEndObject();
    }

    /// <summary>Writes the error's fields.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="error">The error.</param>
    public abstract void WriteFields(Utf8JsonWriter json, GatewayException error);

    /// <summary>
    /// The HTTP status that clients of this shape act on best. If a person has to act first, it is 400: Codex, pi and Copilot repeat a 5xx
    /// for half a minute before they show it.
    /// </summary>
    /// <param name="error">The error.</param>
    public virtual int StatusOf(GatewayException error) => error is { IsFinal: true, Status: >= 500 } ? 400 : error.Status;

    /// <summary>What the message says, in the words that clients of this shape know.</summary>
    /// <param name="error">The error.</param>
    public abstract string MessageOf(GatewayException error);

    private class ChatErrors : ErrorShape
    {
        public sealed override void WriteFields(Utf8JsonWriter json, GatewayException error)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("message"u8, MessageOf(error));
            json.WriteString("type"u8, TypeOf(error.Kind));
            json.WriteNull("param"u8);
            json.WriteString("code"u8, CodeOf(error.Kind));
            json.WriteEndObject();
        }

        public override string MessageOf(GatewayException error) =>
            error switch
            {
                { Kind: GatewayErrorKind.ContextTooLong, Window: { } window, Tokens: { } tokens } =>
                    $"This model's maximum context length is {window} tokens. However, your messages resulted in about "
                        + $"{Math.Max(tokens, window + 1)} tokens. "
                        + "Please reduce the length of the messages.",
                { Kind: GatewayErrorKind.ContextTooLong } =>
                    "This model's maximum context length is exceeded. Please reduce the length of the messages.",
                _ => error.Message,
            };

        private static string TypeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unavailable or GatewayErrorKind.Upstream => "server_error",
                GatewayErrorKind.RateLimited => "rate_limit_error",
                GatewayErrorKind.OutOfCredit or GatewayErrorKind.OverBudget => "insufficient_quota",
                _ => "invalid_request_error",
            };

        private static string CodeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unauthenticated => "invalid_api_key",
                GatewayErrorKind.NotFound => "model_not_found",
                GatewayErrorKind.UnknownPath => "unknown_url",
                GatewayErrorKind.ContextTooLong => "context_length_exceeded",
                GatewayErrorKind.ContentRefused => "content_filter",
                GatewayErrorKind.OutOfCredit => "insufficient_quota",
                GatewayErrorKind.OverBudget => "budget_exceeded",
                GatewayErrorKind.RateLimited => "rate_limit_exceeded",
                GatewayErrorKind.Unavailable or GatewayErrorKind.Upstream => "server_error",
                _ => "invalid_request",
            };
    }

    private sealed class ResponsesErrors : ChatErrors
    {
        public override string MessageOf(GatewayException error) =>
            error.Kind is GatewayErrorKind.ContextTooLong
                ? "Your input exceeds the context window of this model. Please adjust your input and try again."
                : error.Message;
    }

    private sealed class MessagesErrors : ErrorShape
    {
        public override void WriteFields(Utf8JsonWriter json, GatewayException error)
        {
            json.WriteString("type"u8, "error"u8);
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, TypeOf(error.Kind));
            json.WriteString("message"u8, MessageOf(error));
            json.WriteEndObject();
        }

        public override string MessageOf(GatewayException error) =>
            error switch
            {
                // Claude Code compacts on these words, and reads the numbers.
                { Kind: GatewayErrorKind.ContextTooLong, Window: { } window, Tokens: { } tokens } =>
                    $"prompt is too long: {Math.Max(tokens, window + 1)} tokens > {window} maximum",
                { Kind: GatewayErrorKind.ContextTooLong } => "prompt is too long",
                _ => error.Message,
            };

        // 529 is this API's own word for a model that has no room now.
        public override int StatusOf(GatewayException error) =>
            error is { Kind: GatewayErrorKind.Unavailable, Status: 503, IsFinal: false } ? 529 : error.Status;

        private static string TypeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unauthenticated => "authentication_error",
                GatewayErrorKind.Forbidden => "permission_error",
                GatewayErrorKind.NotFound or GatewayErrorKind.UnknownPath => "not_found_error",
                GatewayErrorKind.TooLarge => "request_too_large",
                GatewayErrorKind.OutOfCredit or GatewayErrorKind.OverBudget => "billing_error",
                GatewayErrorKind.RateLimited => "rate_limit_error",
                GatewayErrorKind.Unavailable => "overloaded_error",
                GatewayErrorKind.Upstream => "api_error",
                _ => "invalid_request_error",
            };
    }

    private sealed class GeminiErrors : ErrorShape
    {
        public override void WriteFields(Utf8JsonWriter json, GatewayException error)
        {
            json.WriteStartObject("error"u8);
            json.WriteNumber("code"u8, StatusOf(error));
            json.WriteString("message"u8, MessageOf(error));
            json.WriteString("status"u8, "FAILED_PRECONDITION"u8);
            json.WriteEndObject();
        }

        public override string MessageOf(GatewayException error) => error.Message;
    }
}
