using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Core.Routing;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>The headers that say what the gateway did. None is called <c>openai-model</c>: Codex takes that for an alarm.</summary>
internal static class ShimHeaders
{
    private const string Cost = "x-shim-cost";

    /// <summary>Says which model answers, and why.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="model">The slug of the model that answers.</param>
    public static void SetDecision(IHeaderDictionary headers, Decision decision, string model)
    {
        headers["x-shim-model"] = Fit(model);
        headers["x-shim-decision"] = decision.Id;
        headers["x-shim-source"] = JsonNamingPolicy.CamelCase.ConvertName(decision.Source.ToString());
    }

    /// <summary>Warns.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="warning">What the client should know; null for nothing.</param>
    public static void SetWarning(IHeaderDictionary headers, string? warning)
    {
        if (warning is not null)
        {
            headers["x-shim-warning"] = Fit(warning);
        }
    }

    /// <summary>Says what a reply cost: in a header, or behind the body if it has begun. Kestrel has no such place in HTTP/1.1.</summary>
    /// <param name="response">The response.</param>
    /// <param name="cost">US dollars; null if it is not known.</param>
    public static void SetCost(HttpResponse response, double? cost)
    {
        if (cost is not { } dollars)
        {
            return;
        }

        var shown = dollars.ToString("0.##########", CultureInfo.InvariantCulture);
        if (!response.HasStarted)
        {
            response.Headers[Cost] = shown;
        }
        else if (response.SupportsTrailers())
        {
            response.AppendTrailer(Cost, shown);
        }
    }

    /// <summary>Says that the cost follows the body.</summary>
    /// <param name="response">The response, not begun.</param>
    public static void DeclareCost(HttpResponse response)
    {
        if (response.SupportsTrailers())
        {
            response.DeclareTrailer(Cost);
        }
    }

    /// <summary>A header has ASCII alone; a slug may have any character.</summary>
    private static string Fit(string value) => value.All(character => character is >= ' ' and <= '~') ? value : Uri.EscapeDataString(value);
}
