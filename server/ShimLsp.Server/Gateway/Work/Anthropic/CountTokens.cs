using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>How long a request is, in tokens: an estimate, at once. No model is asked.</summary>
internal static class CountTokens
{
    /// <summary>Does it.</summary>
    /// <param name="call">The request.</param>
    public static async Task HandleAsync(GatewayCall call)
    {
        using var body = await RequestBody.ReadAsync(call.Http).ConfigureAwait(false);
        var tokens =
            SignalReader.TokensOf(body.Root, RequestFormat.AnthropicMessages)
            ?? throw new GatewayException(400, GatewayErrorKind.InvalidRequest, "messages must be an array of messages.");
        var response = call.Http.Response;
        response.ContentType = "application/json";
        await response.StartAsync(call.Gone).ConfigureAwait(false);
        var json = new Utf8JsonWriter(response.BodyWriter);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteNumber("input_tokens"u8, tokens);
            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(call.Gone).ConfigureAwait(false);
    }
}
