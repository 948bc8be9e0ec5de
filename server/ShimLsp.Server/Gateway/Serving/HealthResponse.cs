using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>What <c>/health</c> says to anybody: that the gateway is there, and which one it is.</summary>
/// <param name="instance">A random name of this run. Only the person who started it can know it beforehand.</param>
/// <param name="isShared">Whether its state is shared with other gateways at present; null if it is not configured to.</param>
internal sealed class HealthResponse(string instance, Func<bool>? isShared = null)
{
    /// <summary>Writes it.</summary>
    /// <param name="http">The response.</param>
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(http.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok"u8, true);
            json.WriteString("instance"u8, instance);
            if (isShared is not null)
            {
                json.WriteString("shared"u8, SharedHeader.ValueOf(isShared()));
            }

            json.WriteEndObject();
        }
    }
}
