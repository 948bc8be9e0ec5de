using System.Text.Json;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Page;

/// <summary><c>POST /api/page</c>: another link to the page, for a client that has a token.</summary>
/// <param name="pages">Makes the link.</param>
internal sealed class LinkHandler(PageAccess pages)
{
    /// <summary>Answers <c>{ "page": "http://..." }</c>.</summary>
    /// <param name="call">The request.</param>
    /// <exception cref="GatewayException">403: a browser may not let in another one.</exception>
    public async Task HandleAsync(GatewayCall call)
    {
        var request = call.Http.Request;
        if (Token.Of(request.Headers) is null)
        {
            throw new GatewayException(403, GatewayErrorKind.Forbidden, "Only a client with a token makes links to the page.");
        }

        var link = pages.NewLink(call.Session.PageToken);
        call.Http.Response.ContentType = "application/json";
        var json = new Utf8JsonWriter(call.Http.Response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("page"u8, $"{request.Scheme}://{request.Host}{link}");
            json.WriteEndObject();
        }
    }
}
