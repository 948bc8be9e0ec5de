using ShimLsp.Server.Contract;
using ShimLsp.Server.Gateway.Api;
using ShimLsp.Server.Gateway.Models;
using ShimLsp.Server.Gateway.Page;
using ShimLsp.Server.Gateway.Work;
using ShimLsp.Server.Gateway.Work.Anthropic;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>The paths of the gateway.</summary>
internal sealed class Routes
{
    /// <summary>The path of the stream that lasts.</summary>
    public const string Events = "/api/events";

    private readonly Dictionary<(string Method, string Path), Func<GatewayCall, Task>> table;
    private readonly HashSet<string> paths;

    /// <summary>Makes the table.</summary>
    /// <param name="clock">Time.</param>
    /// <param name="tenants">Knows which tokens are valid.</param>
    /// <param name="links">Makes links to the page.</param>
    /// <param name="stopping">Ends what would never end by itself.</param>
    public Routes(TimeProvider clock, ITenants tenants, LinkHandler links, CancellationToken stopping)
    {
        var responses = new WorkHandler(WorkShape.Responses(clock), clock);
        table = new()
        {
            [("POST", "/v1/chat/completions")] = new WorkHandler(WorkShape.Chat(clock), clock).HandleAsync,
            [("POST", "/v1/messages")] = new WorkHandler(WorkShape.Messages(), clock).HandleAsync,
            [("POST", "/v1/messages/count_tokens")] = CountTokens.HandleAsync,
            [("POST", "/v1/responses")] = responses.HandleAsync,
            [("POST", "/v1/responses/compact")] = responses.CompactAsync,
            [("GET", "/v1/models")] = ModelsHandler.HandleAsync,
            [("GET", "/api/models")] = ApiHandler.Of(ContractMethods.ListModels),
            [("GET", "/api/status")] = ApiHandler.Of(ContractMethods.Status),
            [("POST", "/api/switch")] = ApiHandler.Of(ContractMethods.SwitchModel),
            [("POST", "/api/route")] = ApiHandler.Of(ContractMethods.Route),
            [("GET", "/api/usage")] = UsageHandler.HandleAsync,
            [("POST", "/api/ledger")] = ApiHandler.Of(ContractMethods.Ledger),
            [("POST", "/api/credential")] = ApiHandler.Of(ContractMethods.SetCredential),
            [("POST", "/api/feedback")] = ApiHandler.Of(ContractMethods.Feedback),
            [("POST", "/api/page")] = links.HandleAsync,
            [("GET", Events)] = new EventsHandler(clock, tenants, stopping).HandleAsync,
            [("GET", "/metrics")] = MetricsResponse.WriteAsync,
            [("GET", "/")] = PageHandler.File("index.html", "text/html"),
            [("GET", "/page.css")] = PageHandler.File("page.css", "text/css"),
            [("GET", "/icon.svg")] = PageHandler.File("icon.svg", "image/svg+xml"),
            [("GET", "/page.js")] = PageHandler.File("page.js", "text/javascript"),
        };
        paths = [.. table.Keys.Select(key => key.Path)];
    }

    /// <summary>The handler of a path; null for none.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    public Func<GatewayCall, Task>? Find(string method, string path) => table.GetValueOrDefault((method, path));

    /// <summary>Whether the gateway has something at a path.</summary>
    /// <param name="path">The path.</param>
    public bool Has(string path) => paths.Contains(path);
}
