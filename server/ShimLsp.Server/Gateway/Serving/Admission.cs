using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Page;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Decides whether a request is served, before anything of its body is read. docs/security.md lists the reasons.</summary>
/// <param name="tenants">Who may ask.</param>
/// <param name="names">The names by which the gateway may be called.</param>
/// <param name="pages">The browsers that a link let in.</param>
/// <param name="guesses">Slows down guessing.</param>
/// <param name="logger">The log. It never gets a token.</param>
internal sealed partial class Admission(ITenants tenants, HostNames names, PageAccess pages, GuessLimit guesses, ILogger logger)
{
    /// <summary>Refuses what two servers could read differently, and what a foreign page could have sent.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="GatewayException">400, 421 or 403.</exception>
    public void RequireClear(HttpRequest request)
    {
        // Kestrel's name for a Content-Length that stood beside a Transfer-Encoding.
        if (request.Headers.ContainsKey("X-Content-Length"))
        {
            throw new GatewayException(400, GatewayErrorKind.InvalidRequest, "Send Content-Length or Transfer-Encoding, not both.");
        }

        if (request.Headers.TransferEncoding is { Count: > 0 } coding && !IsChunked(coding, request.Protocol))
        {
            throw new GatewayException(400, GatewayErrorKind.InvalidRequest, "The only Transfer-Encoding is chunked, of HTTP/1.1.");
        }

        if (!names.AllowHostOf(request))
        {
            throw new GatewayException(
                421,
                GatewayErrorKind.Forbidden,
                "The gateway does not answer to this host name. Use 127.0.0.1 or localhost, or start it with --host NAME."
            );
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HostNames.AllowOriginOf(request))
        {
            throw new GatewayException(403, GatewayErrorKind.Forbidden, "A page of another origin may not call the gateway.");
        }
    }

    /// <summary>Finds out whose a request is.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="GatewayException">401, or 429 after too many guesses.</exception>
    public TenantSession SessionOf(HttpContext http)
    {
        var token = Token.Of(http.Request.Headers);
        var session = token is not null ? tenants.Find(token) : pages.SessionOf(http.Request);
        if (session is null)
        {
            throw Unknown(token is not null);
        }

        http.Features.Set(new BodyLimit(session.Rules().MaxBodyBytes));
        return session;
    }

    private static bool IsChunked(StringValues coding, string protocol) =>
        HttpProtocol.IsHttp11(protocol) && coding.Count == 1 && "chunked".Equals(coding[0], StringComparison.OrdinalIgnoreCase);

    private GatewayException Unknown(bool isGuess)
    {
        if (isGuess && !guesses.Note())
        {
            return new(429, GatewayErrorKind.RateLimited, "Too many wrong tokens. Try again later.") { RetryAfter = GuessLimit.Refill };
        }

        if (isGuess)
        {
            LogWrongToken(logger);
        }

        return new(
            401,
            GatewayErrorKind.Unauthenticated,
            isGuess
                ? "The gateway does not know this token. Make one: shim-lsp gateway token"
                : "The gateway wants a token, as a bearer or in x-api-key. Make one: shim-lsp gateway token"
        );
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client sent a token that the gateway does not know")]
    private static partial void LogWrongToken(ILogger logger);
}
