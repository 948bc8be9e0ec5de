using System.Text.Json;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Api;

/// <summary><c>GET /api/usage</c>: what the requests of one token did, beside those of others in its session.</summary>
internal static class UsageHandler
{
    /// <summary>Answers.</summary>
    /// <param name="call">The request.</param>
    public static async Task HandleAsync(GatewayCall call)
    {
        var (decisions, spent, saved) = call.Session.Use.Read();
        var isShared = call.Session.Contract.Status().Savings.Classifier > 0;
        call.Http.Response.ContentType = "application/json";
        await JsonSerializer
            .SerializeAsync(
                call.Http.Response.Body,
                new(decisions, spent, isShared ? null : saved),
                SpendingJson.Default.SpendingInfo,
                call.Gone
            )
            .ConfigureAwait(false);
    }
}
