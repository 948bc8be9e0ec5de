using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Api;

/// <summary>Errors of <c>/api/*</c>: the code, the message and the data that the same method has over JSON-RPC.</summary>
internal static class ApiErrors
{
    private const int InvalidRequest = -32600;
    private const int InternalError = -32603;

    /// <summary>Whether a path has these errors.</summary>
    /// <param name="path">The path.</param>
    public static bool Has(PathString path) => path.StartsWithSegments("/api", StringComparison.Ordinal);

    /// <summary>Writes an error.</summary>
    /// <param name="http">The response.</param>
    /// <param name="failure">What was thrown.</param>
    public static async Task WriteAsync(HttpContext http, Exception failure)
    {
        var (status, code, message, data) = failure switch
        {
            ContractException { Error: var error } => (StatusOf(error.Code), (int)error.Code, error.Message, error.Data),
            GatewayException refused => (refused.Status, InvalidRequest, refused.Message, null),
            _ => (500, InternalError, "The gateway made a mistake. Its log says where.", null),
        };
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        if ((failure as GatewayException)?.RetryAfter is { } pause)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        await http.Response.StartAsync(http.RequestAborted).ConfigureAwait(false);
        var json = new Utf8JsonWriter(http.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteStartObject("error"u8);
            json.WriteNumber("code"u8, code);
            json.WriteString("message"u8, message);
            if (data is not null)
            {
                json.WritePropertyName("data"u8);
                WireJson.ToElement(data).WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private static int StatusOf(ContractErrorCode code) =>
        code switch
        {
            ContractErrorCode.InvalidParams => 400,
            ContractErrorCode.UnknownModel or ContractErrorCode.UnknownWorkspace or ContractErrorCode.UnknownDecision => 404,
            ContractErrorCode.UpstreamFailed => 502,
            _ => 503,
        };
}
