using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Finds out whose a request is, and gives it to the handler of its path.</summary>
/// <param name="tenants">Who may ask.</param>
/// <param name="routes">The handlers.</param>
/// <param name="logger">The log. It never gets content.</param>
internal sealed partial class GatewayApplication(ITenants tenants, Routes routes, ILogger logger) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path == "/health")
            {
                await HealthResponse.WriteAsync(context).ConfigureAwait(false);
                return;
            }

            var session =
                Token.Of(context.Request.Headers) is { } token && tenants.Find(token) is { } found
                    ? found
                    : throw new GatewayException(
                        401,
                        GatewayErrorKind.Unauthenticated,
                        "The gateway's token is missing or wrong. Run: shim-lsp gateway token"
                    );
            var handle =
                routes.Find(context.Request.Method, context.Request.Path)
                ?? throw new GatewayException(404, GatewayErrorKind.NotFound, "The gateway has nothing at this path.");
            await RunAsync(handle, new(context, session)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var error = ErrorResponse.Of(failure);
            if (error.Status == 500)
            {
                LogMistake(logger, failure.GetType().Name);
            }

            await ErrorResponse.WriteAsync(context, error).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(Func<GatewayCall, Task> handle, GatewayCall call)
    {
        if (!call.Session.OfToken.TryEnter(call.Session.Rules().MaxInFlight))
        {
            throw new GatewayException(429, GatewayErrorKind.RateLimited, "Too many requests run with this token. Try again in 1 s.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        call.Session.OfSession.TryEnter();
        try
        {
            await handle(call).ConfigureAwait(false);
        }
        finally
        {
            call.Session.OfSession.Leave();
            call.Session.OfToken.Leave();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed by a mistake of the gateway: {Exception}")]
    private static partial void LogMistake(ILogger logger, string exception);
}
