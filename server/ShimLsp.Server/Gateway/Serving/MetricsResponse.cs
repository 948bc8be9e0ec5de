using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>What <c>/metrics</c> says: the counts of the token's session, in the text format of Prometheus.</summary>
internal static class MetricsResponse
{
    /// <summary>Writes it.</summary>
    /// <param name="call">The request.</param>
    public static async Task WriteAsync(GatewayCall call)
    {
        var (counts, status) = (call.Session.Counts, call.Session.Contract.Status());
        var text = new StringBuilder();
        Head(text, "shim_requests_total", "counter", "Answered requests.");
        foreach (var ((shape, code), count) in counts.Requests.OrderBy(one => one.Key))
        {
            Line(text, "shim_requests_total", count, ("shape", shape), ("status", code.ToString(CultureInfo.InvariantCulture)));
        }

        Head(text, "shim_requests_in_flight", "gauge", "Requests that run now.");
        Line(text, "shim_requests_in_flight", call.Session.OfSession.Count);
        Head(text, "shim_decisions_total", "counter", "Answered work by model and by the way the model was chosen.");
        foreach (var ((model, source), count) in counts.Decisions.OrderBy(one => one.Key))
        {
            Line(text, "shim_decisions_total", count, ("model", model), ("source", source));
        }

        Head(text, "shim_tokens_total", "counter", "Tokens as the providers count them.");
        foreach (var (kind, count) in counts.Tokens.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            Line(text, "shim_tokens_total", count, ("kind", kind));
        }

        Head(text, "shim_cost_dollars_total", "counter", "Spending at the catalog's prices, in US dollars.");
        Line(text, "shim_cost_dollars_total", status.Savings.Spent);
        Head(text, "shim_cache_entries", "gauge", "Decisions in the router's cache.");
        Line(text, "shim_cache_entries", status.Entries);

        call.Http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await call.Http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), call.Gone).ConfigureAwait(false);
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(name);
        for (var at = 0; at < labels.Length; at++)
        {
            text.Append(at == 0 ? '{' : ',').Append(labels[at].Name).Append("=\"").Append(Escaped(labels[at].Value)).Append('"');
        }

        text.Append(labels.IsEmpty ? "" : "}").Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escaped(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
