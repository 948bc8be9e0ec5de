using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Server.Contract;

namespace ShimLsp.Server.Gateway.Errors;

/// <summary>Tells a client of an error, as long as nothing of another answer has been sent.</summary>
internal static class ErrorResponse
{
    /// <summary>What an exception means for the client.</summary>
    /// <param name="failure">The exception.</param>
    public static GatewayException Of(Exception failure) =>
        failure switch
        {
            GatewayException known => known,
            ContractException { Error: var error } => error.Code switch
            {
                ContractErrorCode.InvalidParams => new(400, GatewayErrorKind.InvalidRequest, error.Message),
                ContractErrorCode.UnknownModel => new(404, GatewayErrorKind.NotFound, error.Message),
                ContractErrorCode.UpstreamFailed => new(502, GatewayErrorKind.Upstream, error.Message),
                _ => new(503, GatewayErrorKind.Unavailable, error.Message),
            },
            _ => new(500, GatewayErrorKind.Upstream, "The gateway made a mistake. Its log says where."),
        };

    /// <summary>Writes it.</summary>
    /// <param name="http">The response.</param>
    /// <param name="error">The error.</param>
    public static async Task WriteAsync(HttpContext http, GatewayException error)
    {
        var shape = ErrorShape.Of(http.Request.Path);
        http.Response.StatusCode = shape.StatusOf(error);
        http.Response.ContentType = "application/json";
        if (error.RetryAfter is { } pause)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (error.IsFinal)
        {
            http.Response.Headers["x-should-retry"] = "false"; // OpenAI's and Anthropic's clients obey it
        }

        await http.Response.StartAsync(http.RequestAborted).ConfigureAwait(false);
        var json = new Utf8JsonWriter(http.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            shape.Write(json, error);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
