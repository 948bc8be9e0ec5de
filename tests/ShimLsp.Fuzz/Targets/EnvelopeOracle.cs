using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Fuzz.Targets;

/// <summary>What a message says on its outside, by the platform's own reader: slow and simple.</summary>
/// <param name="Fault">The error that it is to be answered with; null if it is fine.</param>
/// <param name="Kind">What it is, where it is fine.</param>
/// <param name="Id">Its id, or that of the answer to a faulty one.</param>
/// <param name="Method">The method; empty if there is none.</param>
/// <param name="Params">The parameters as written; empty if there are none.</param>
/// <param name="IsPlain">Whether it has no member but JSON-RPC's own.</param>
/// <param name="IsUnclear">
/// Whether half of a surrogate pair stands where it matters to nobody: it may be refused as unreadable, or judged without it.
/// </param>
internal sealed record EnvelopeOracle(
    JsonRpcErrorCode? Fault,
    MessageKind Kind,
    RequestId Id,
    string Method,
    string Params,
    bool IsPlain,
    bool IsUnclear = false
)
{
    private static readonly EnvelopeOracle Unreadable = Refused(JsonRpcErrorCode.ParseError, RequestId.Null);

    /// <summary>Whether the peer is owed an answer.</summary>
    public bool IsAnswered => Fault is not null || Kind == MessageKind.Request;

    public static EnvelopeOracle Read(ReadOnlySpan<byte> message)
    {
        try
        {
            if (!Utf8.IsValid(message))
            {
                return Unreadable;
            }

            using var document = JsonDocument.Parse(message.ToArray());
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Judge(document.RootElement)
                : Refused(JsonRpcErrorCode.InvalidRequest, RequestId.Null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Unreadable; // no JSON, or half of a surrogate pair where it matters
        }
    }

    private static EnvelopeOracle Judge(JsonElement root)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var isUnclear = false;
        foreach (var member in root.EnumerateObject())
        {
            var name = Encoding.UTF8.GetString(LenientJson.Name(member));
            members[name] = member.Value;
            if (name is "id" or "method" && member.Value.ValueKind == JsonValueKind.String)
            {
                member.Value.GetString(); // throws for half of a surrogate pair
            }

            isUnclear |=
                name.Contains('\uFFFD')
                || (name == "jsonrpc" && member.Value.GetRawText().Contains("\\ud", StringComparison.OrdinalIgnoreCase));
        }

        return Judge(members) with
        {
            IsUnclear = isUnclear,
        };
    }

    private static EnvelopeOracle Judge(Dictionary<string, JsonElement> members)
    {
        var hasId = members.TryGetValue("id", out var idValue);
        var hasMethod = members.TryGetValue("method", out var method);
        var hasAnswer = members.ContainsKey("result") || members.ContainsKey("error");
        var hasParams = members.TryGetValue("params", out var parameters);
        var id = IdOf(idValue);
        if (!hasMethod && hasAnswer)
        {
            return new(null, MessageKind.Response, id ?? default, "", Raw(parameters), false);
        }

        var isFine =
            (!hasId || id is not null)
            && members.TryGetValue("jsonrpc", out var version)
            && version.ValueKind == JsonValueKind.String
            && LenientJson.Text(version) == "2.0"
            && hasMethod
            && method.ValueKind == JsonValueKind.String
            && (!hasParams || parameters.ValueKind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array);
        if (!isFine)
        {
            return Refused(JsonRpcErrorCode.InvalidRequest, id ?? RequestId.Null);
        }

        var isPlain = members.Keys.All(name => name is "jsonrpc" or "id" or "method" or "params");
        return new(
            null,
            hasId ? MessageKind.Request : MessageKind.Notification,
            id ?? default,
            method.GetString()!,
            Raw(parameters),
            isPlain
        );
    }

    private static EnvelopeOracle Refused(JsonRpcErrorCode code, RequestId id) => new(code, default, id, "", "", false);

    private static RequestId? IdOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => new RequestId(value.GetString()),
            JsonValueKind.Number when value.TryGetInt64(out var number) => new RequestId(number),
            _ => null,
        };

    private static string Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "" : Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
}
