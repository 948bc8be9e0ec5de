using System.Net;
using System.Text;
using System.Text.Json;
using ShimLsp.Soak.Gateway.Formats;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>How a request ended, as the client saw it.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <summary>A whole reply.</summary>
    /// <param name="Reply">The reply.</param>
    /// <param name="Model">The model that the headers name; null if they name none.</param>
    public sealed record Answered(HeardReply Reply, string? Model) : Outcome
    {
        /// <summary>What decided; null if the headers do not say.</summary>
        public string? Source { get; init; }

        /// <summary>Whether several gateways acted as one; null if the headers do not say.</summary>
        public bool? IsJoined { get; init; }
    }

    /// <summary>An error in the client's own format.</summary>
    /// <param name="Status">The status; 200 if the error ends a stream.</param>
    public sealed record Refused(int Status) : Outcome;

    /// <summary>The client hung up.</summary>
    public sealed record Left : Outcome;

    /// <summary>Neither a whole reply nor an error.</summary>
    /// <param name="How">What came instead.</param>
    public sealed record Lost(string How) : Outcome;
}

/// <summary>Sends one request to the gateway and reads what comes.</summary>
/// <param name="http">The gateway, with the tenant's token.</param>
/// <param name="format">The client's format.</param>
internal sealed class Exchange(HttpClient http, ClientFormat format)
{
    /// <summary>Does it.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="model">The model that it names.</param>
    /// <param name="streams">Whether the reply is wanted piece by piece.</param>
    /// <param name="heard">Called for each event that comes.</param>
    /// <param name="leave">The client hangs up.</param>
    /// <param name="deadline">The client has waited in vain.</param>
    public async Task<Outcome> RunAsync(
        Conversation conversation,
        string model,
        bool streams,
        Action heard,
        CancellationToken leave,
        CancellationToken deadline
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leave, deadline);
        using var request = new HttpRequestMessage(HttpMethod.Post, format.Path)
        {
            Content = new StringContent(
                format.Request(model, conversation.Steps, streams).ToJsonString(),
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Add(format.ConversationHeader, conversation.Id);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, streams, heard, either.Token);
        }
        catch (Exception) when (leave.IsCancellationRequested)
        {
            return new Outcome.Left();
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return new Outcome.Lost("nothing more, for longer than anybody waits");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or JsonException or KeyNotFoundException)
        {
            return new Outcome.Lost($"{broken.GetType().Name}: {broken.Message}");
        }
    }

    private async Task<Outcome> ReadAsync(HttpResponseMessage response, bool streams, Action heard, CancellationToken end)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode == HttpStatusCode.OK && streams && type == "text/event-stream")
        {
            return await ReadStreamAsync(response, heard, end);
        }

        var body = await response.Content.ReadAsStringAsync(end);
        heard();
        if (type != "application/json")
        {
            return new Outcome.Lost($"status {(int)response.StatusCode} with {type}");
        }

        var reply = format.ReadWhole(JsonElement.Parse(body));
        return (response.StatusCode, reply) switch
        {
            (HttpStatusCode.OK, { Error: null, IsWhole: true }) when !streams => Answered(response, reply),
            (>= HttpStatusCode.BadRequest, { Error.Length: > 0 }) => new Outcome.Refused((int)response.StatusCode),
            _ => new Outcome.Lost($"status {(int)response.StatusCode} with {body[..Math.Min(body.Length, 300)]}"),
        };
    }

    private async Task<Outcome> ReadStreamAsync(HttpResponseMessage response, Action heard, CancellationToken end)
    {
        var reply = new HeardReply();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(end));
        while (await lines.ReadLineAsync(end) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                format.ReadEvent(line["data: ".Length..], reply);
                heard();
            }
        }

        return !reply.IsWhole ? new Outcome.Lost($"a stream that ended after '{reply.Text}'")
            : reply.Error is null ? Answered(response, reply)
            : new Outcome.Refused(200);
    }

    private static Outcome.Answered Answered(HttpResponseMessage response, HeardReply reply) =>
        new(reply, Header(response, "x-shim-model")) { Source = Header(response, "x-shim-source"), IsJoined = SharedAnswer.Says(response) };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
