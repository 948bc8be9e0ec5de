using System.Text.Json;

namespace ShimLsp.Server.Gateway.Errors;

/// <summary>How a client reads an error: in the shape of the API that it calls.</summary>
internal abstract class ErrorShape
{
    /// <summary>The shape of the client that asks for a path.</summary>
    /// <param name="path">The path.</param>
    public static ErrorShape Of(string path) =>
        path.StartsWith("/v1/messages", StringComparison.Ordinal) ? new AnthropicErrors() : new OpenAiErrors();

    /// <summary>Writes the error as a whole response's body.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="message">What to do.</param>
    public abstract void Write(Utf8JsonWriter json, GatewayErrorKind kind, string message);

    private sealed class OpenAiErrors : ErrorShape
    {
        public override void Write(Utf8JsonWriter json, GatewayErrorKind kind, string message)
        {
            json.WriteStartObject();
            json.WriteStartObject("error"u8);
            json.WriteString("message"u8, message);
            json.WriteString("type"u8, TypeOf(kind));
            json.WriteNull("param"u8);
            json.WriteString("code"u8, CodeOf(kind));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private static string TypeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unavailable or GatewayErrorKind.Upstream => "server_error",
                GatewayErrorKind.RateLimited => "rate_limit_error",
                _ => "invalid_request_error",
            };

        private static string CodeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unauthenticated => "invalid_api_key",
                GatewayErrorKind.NotFound => "not_found",
                GatewayErrorKind.ContextTooLong => "context_length_exceeded",
                GatewayErrorKind.RateLimited => "rate_limit_exceeded",
                GatewayErrorKind.Unavailable or GatewayErrorKind.Upstream => "server_error",
                _ => "invalid_request",
            };
    }

    private sealed class AnthropicErrors : ErrorShape
    {
        public override void Write(Utf8JsonWriter json, GatewayErrorKind kind, string message)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "error"u8);
            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, TypeOf(kind));
            json.WriteString("message"u8, message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private static string TypeOf(GatewayErrorKind kind) =>
            kind switch
            {
                GatewayErrorKind.Unauthenticated => "authentication_error",
                GatewayErrorKind.Forbidden => "permission_error",
                GatewayErrorKind.NotFound => "not_found_error",
                GatewayErrorKind.TooLarge => "request_too_large",
                GatewayErrorKind.RateLimited => "rate_limit_error",
                GatewayErrorKind.Unavailable => "overloaded_error",
                GatewayErrorKind.Upstream => "api_error",
                _ => "invalid_request_error",
            };
    }
}
