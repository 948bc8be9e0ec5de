using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace ShimLsp.Server.Providers.Local;

/// <summary>The models that an Ollama has.</summary>
internal sealed class PulledModels
{
    private const int MostBytes = 4 << 20;

    private readonly HashSet<string> names;

    private PulledModels(HashSet<string> names) => this.names = names;

    /// <summary>Asks Ollama for its list, over a connection that is there already.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="socket">The connection. It is closed afterwards.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null if there is no list that can be read: then it may be another program.</returns>
    public static async Task<PulledModels?> AskAsync(LocalEndpoint endpoint, Socket socket, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new NetworkStream(socket, ownsSocket: false)),
        };
        using var client = new HttpClient(handler) { MaxResponseContentBufferSize = MostBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{endpoint.Authority}/api/tags");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var reply = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return reply.StatusCode == HttpStatusCode.OK
                ? Read(await reply.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Whether it has a model. Ollama takes a name without a tag as the one with <c>latest</c>.</summary>
    /// <param name="model">The name as a catalog has it.</param>
    public bool Has(string model) => names.Contains(model) || names.Contains($"{model}:latest");

    private static PulledModels? Read(byte[] json)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            return
                list.RootElement.ValueKind == JsonValueKind.Object
                && list.RootElement.TryGetProperty("models", out var models)
                && models.ValueKind == JsonValueKind.Array
                ? new([.. models.EnumerateArray().SelectMany(NamesOf)])
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // a name that is half of a surrogate pair cannot be read either
        }
    }

    // Older versions state only one of the two.
    private static IEnumerable<string> NamesOf(JsonElement model) =>
        new[] { TextOf(model, "name"), TextOf(model, "model") }.OfType<string>();

    private static string? TextOf(JsonElement model, string field) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
