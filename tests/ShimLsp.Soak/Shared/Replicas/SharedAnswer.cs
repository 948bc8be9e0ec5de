using System.Net;
using System.Text;
using System.Text.Json;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Shared.Checking;

namespace ShimLsp.Soak.Shared.Replicas;

/// <summary>An answer of <c>/api</c>.</summary>
/// <param name="Status">The status.</param>
/// <param name="IsJoined">Whether the replica says that this went by what all share; null if it says nothing.</param>
/// <param name="Body">The body.</param>
internal sealed record SharedAnswer(HttpStatusCode Status, bool? IsJoined, JsonElement Body)
{
    /// <summary>What a replica says that shares.</summary>
    public const string Joined = "joined";

    private const string Header = "x-shim-shared";

    /// <summary>Asks a replica.</summary>
    /// <param name="http">The replica, with a token.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">The body.</param>
    /// <returns>The answer; null if none came.</returns>
    public static async Task<SharedAnswer?> OfAsync(HttpClient http, string path, string body)
    {
        using var asked = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.PostAsync(new Uri(path, UriKind.Relative), asked);
            return new(response.StatusCode, Says(response), JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()));
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a response says that it went by what all share; null if it says nothing.</summary>
    public static bool? Says(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Header, out var values) ? values.First() == Joined : null;

    /// <summary>The decision that it is; null if it is none.</summary>
    /// <param name="task">What was asked for.</param>
    public Decided? Decision(string task) =>
        Status == HttpStatusCode.OK && UpstreamName.Find(Body.GetProperty("model").GetString()) is { } model
            ? new(
                task,
                IsJoined ?? false,
                Body.GetProperty("source").GetString() is "pinned" ? Body.GetProperty("slug").GetString()! : GatewayWorld.Auto,
                model,
                Body.GetProperty("source").GetString()!,
                Body.GetProperty("decisionId").GetString()!.Split('-')[0],
                Body.GetProperty("generation").GetInt64()
            )
            : null;

    /// <summary>The classifications that its scores come from.</summary>
    /// <param name="all">All of the run.</param>
    public IEnumerable<Classified> Scores(Classifications all) =>
        !Body.TryGetProperty("candidates", out var candidates)
            ? []
            : candidates
                .EnumerateArray()
                .Select(candidate => candidate.TryGetProperty("score", out var score) ? all.Of(score.GetDouble()) : null)
                .OfType<Classified>()
                .DistinctBy(one => one.Serial);
}
