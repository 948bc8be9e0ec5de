using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Models;

/// <summary>Lists the models in the shape that the client reads: Codex asks with its version, Anthropic's clients with a header.</summary>
internal static class ModelsHandler
{
    /// <summary>Does it.</summary>
    /// <param name="call">The request.</param>
    public static async Task HandleAsync(GatewayCall call)
    {
        var request = call.Http.Request;
        var models = ListedModel.Of(call.Session.Carrier.SnapshotOf(new SessionParams { WorkspaceFolder = call.Session.Folder }));
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (request.Query.ContainsKey("client_version"))
            {
                CodexModels.Write(json, models);
            }
            else if (request.Headers.ContainsKey("anthropic-version"))
            {
                AnthropicModels.Write(json, models);
            }
            else
            {
                OpenAiModels.Write(json, models);
            }

            json.WriteEndObject();
        }

        await AnswerAsync(call, body.WrittenMemory).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(GatewayCall call, ReadOnlyMemory<byte> body)
    {
        var response = call.Http.Response;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8))}\"";
        response.Headers.ETag = tag;
        if (call.Http.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, call.Gone).ConfigureAwait(false);
    }
}
