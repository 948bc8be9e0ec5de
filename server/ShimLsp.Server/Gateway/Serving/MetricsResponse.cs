using System.Text;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>What <c>/metrics</c> says: what is measured of the token's session, in the text format of Prometheus.</summary>
internal static class MetricsResponse
{
    /// <summary>Writes it.</summary>
    /// <param name="call">The request.</param>
    public static async Task WriteAsync(GatewayCall call)
    {
        var measures = call.Session.Measures;
        var observed = new MeasurementStore(default);
        foreach (var one in measures.Observe())
        {
            observed.Add(one);
        }

        var text = PrometheusText.Of((measures.Own?.Read() ?? []).Concat(observed.Read()));
        call.Http.Response.ContentType = PrometheusText.MediaType;
        await call.Http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), call.Gone).ConfigureAwait(false);
    }
}
