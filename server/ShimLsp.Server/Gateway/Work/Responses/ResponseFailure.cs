using System.Globalization;
using System.Text.Json;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>Why a response failed, in the codes that Codex has words of its own for.</summary>
internal static class ResponseFailure
{
    /// <summary>Writes the error's fields.</summary>
    /// <param name="json">Where to write, an open object.</param>
    /// <param name="error">The error.</param>
    public static void Write(Utf8JsonWriter json, GatewayException error)
    {
        json.WriteString("code"u8, CodeOf(error.Kind));
        json.WriteString("message"u8, MessageOf(error));
    }

    /// <summary>Whether a client that streams acts better on a response that failed than on an HTTP status.</summary>
    /// <param name="error">The error.</param>
    public static bool IsBetterInStream(GatewayException error) =>
        error.Kind
            is GatewayErrorKind.ContextTooLong
                or GatewayErrorKind.OutOfCredit
                or GatewayErrorKind.OverBudget
                or GatewayErrorKind.ContentRefused;

    private static string CodeOf(GatewayErrorKind kind) =>
        kind switch
        {
            GatewayErrorKind.ContextTooLong => "context_length_exceeded",
            GatewayErrorKind.OutOfCredit => "insufficient_quota",
            // With this code Codex stops and shows the message; with insufficient_quota it says words of its own.
            GatewayErrorKind.OverBudget or GatewayErrorKind.ContentRefused or GatewayErrorKind.InvalidRequest => "invalid_prompt",
            GatewayErrorKind.RateLimited => "rate_limit_exceeded",
            GatewayErrorKind.Unavailable => "server_is_overloaded",
            _ => "server_error",
        };

    // Codex reads the pause out of the sentence.
    private static string MessageOf(GatewayException error) =>
        error is { Kind: GatewayErrorKind.RateLimited, RetryAfter: { } pause }
            ? string.Create(CultureInfo.InvariantCulture, $"{error.Message} Please try again in {pause.TotalSeconds:0.###}s.")
            : ErrorShape.OfResponses.MessageOf(error);
}
