using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ShimLsp.Server.Gateway.Api;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Page;
using ShimLsp.Server.Telemetry;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Finds out whose a request is, and gives it to the handler of its path.</summary>
/// <param name="admission">Which requests are served.</param>
/// <param name="routes">The handlers.</param>
/// <param name="page">The page.</param>
/// <param name="health">What <c>/health</c> says.</param>
/// <param name="shared">Says in each response whether its state was shared; null if it is not configured to be.</param>
/// <param name="clock">Time.</param>
/// <param name="logger">The log. It never gets content.</param>
internal sealed partial class GatewayApplication(
    Admission admission,
    Routes routes,
    PageHandler page,
    HealthResponse health,
    SharedHeader? shared,
    TimeProvider clock,
    ILogger logger
) : IHttpApplication<HttpContext>
{
    /// <summary>So many event streams may be open with one token.</summary>
    public const int MostStreams = 16;

    private volatile bool isLeaving;

    /// <summary>Has clients open no second request on a connection of HTTP/1.1: this gateway will close it.</summary>
    public void Leave() => isLeaving = true;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (isLeaving && !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        shared?.Follow(context.Response);
        try
        {
            admission.RequireClear(context.Request);
            if (context.Request.Path == "/health")
            {
                await health.WriteAsync(context).ConfigureAwait(false);
            }
            else if (GeminiRequests.Has(context.Request.Path))
            {
                throw GeminiRequests.Refusal(); // without a token too: this client sends it in a header of its own
            }
            else if (!QuickAnswers.TryAnswer(context, routes) && !page.TryEnter(context))
            {
                await ServeAsync(context).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (GatewayException refused) when (refused.Status == 401 && PageHandler.IsVisit(context.Request))
        {
            await PageHandler.WriteSignedOutAsync(context).ConfigureAwait(false);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var error = ErrorResponse.Of(failure);
            if (error.Status == 500)
            {
                LogMistake(logger, failure.GetType().Name);
            }

            await (
                ApiErrors.Has(context.Request.Path) ? ApiErrors.WriteAsync(context, failure) : ErrorResponse.WriteAsync(context, error)
            ).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var session = admission.SessionOf(context);
        var measured = Measured(context.Request, session);
        int? status = null; // of a request whose client has gone there is none
        try
        {
            if (shared is not null && IsToBeFresh(context.Request))
            {
                await session.FreshenAsync().ConfigureAwait(false);
            }

            var handle =
                routes.Find(context.Request.Method, context.Request.Path) ?? throw UnknownPath.Of(context.Request.Path, routes.Has);
            await RunAsync(handle, new(context, session)).ConfigureAwait(false);
            status = context.Response.StatusCode;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            status = ErrorResponse.Of(failure).Status;
            throw;
        }
        finally
        {
            measured.End(RequestShape.Of(context.Request.Path), status);
        }
    }

    // What asks a model or routes a task reads what is shared together with what it needs besides.
    private static bool IsToBeFresh(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") ? request.Path != "/api/route" : HttpMethods.IsGet(request.Method);

    // A trace is continued only for who has a token. A stream of events lasts for hours: it is no measure of anything.
    private MeasuredRequest Measured(HttpRequest request, TenantSession session) =>
        new(
            session.Measures,
            clock,
            request.Method,
            RequestShape.IsMeasured(request.Path) && routes.Has(request.Path) ? request.Path.Value : null,
            request.Scheme,
            request.Headers.TraceParent,
            request.Headers.TraceState
        );

    private static async Task RunAsync(Func<GatewayCall, Task> handle, GatewayCall call)
    {
        var running = call.Http.Request.Path == Routes.Events ? call.Session.Use.Streams : call.Session.Use.Requests;
        if (!running.TryEnter(running == call.Session.Use.Streams ? MostStreams : call.Session.Rules().MaxInFlight))
        {
            throw TooMany(running == call.Session.Use.Streams);
        }

        call.Session.OfSession.TryEnter();
        try
        {
            await handle(call).ConfigureAwait(false);
        }
        finally
        {
            call.Session.OfSession.Leave();
            running.Leave();
        }
    }

    private static GatewayException TooMany(bool areStreams) =>
        new(
            429,
            GatewayErrorKind.RateLimited,
            areStreams
                ? "Too many event streams are open with this token. Close one."
                : "Too many requests run with this token. Wait until one ends, or raise `max_in_flight` of `gateway` in models.json."
        )
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed by a mistake of the gateway: {Exception}")]
    private static partial void LogMistake(ILogger logger, string exception);
}
