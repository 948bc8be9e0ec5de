using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>What <c>/health</c> says to anybody: that the gateway is there.</summary>
internal static class HealthResponse
{
    /// <summary>Writes it.</summary>
    /// <param name="http">The response.</param>
    public static async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        await http.Response.BodyWriter.WriteAsync("""{"ok":true}"""u8.ToArray(), http.RequestAborted).ConfigureAwait(false);
    }
}
