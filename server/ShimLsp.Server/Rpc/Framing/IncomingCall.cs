using System.Reflection;
using System.Text.Json;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// A call of a method that takes one parameter object, which is read straight from the message's bytes. The formatter would read the
/// message a time more, into a document.
/// </summary>
/// <param name="parameters">The parameters as JSON text; empty if there are none. The bytes are lent.</param>
/// <param name="types">How to read them.</param>
internal sealed class IncomingCall(ReadOnlyMemory<byte> parameters, JsonSerializerOptions types)
    : JsonRpcRequest,
        IJsonRpcMessageBufferManager
{
    private ReadOnlyMemory<byte> json = parameters;

    public override int ArgumentCount => HoldsAny() ? 1 : 0;

    public override ArgumentMatchResult TryGetTypedArguments(ReadOnlySpan<ParameterInfo> parameters, Span<object?> typedArguments)
    {
        // Empty parameters by position count as none.
        if (parameters.Length != 1 || (!HoldsAny() && (json.IsEmpty || json.Span[0] == '[')))
        {
            return base.TryGetTypedArguments(parameters, typedArguments);
        }

        typedArguments[0] = JsonSerializer.Deserialize(json.Span, types.GetTypeInfo(parameters[0].ParameterType));
        return ArgumentMatchResult.Success;
    }

    void IJsonRpcMessageBufferManager.DeserializationComplete(JsonRpcMessage message) => json = default;

    private bool HoldsAny()
    {
        var reader = new Utf8JsonReader(json.Span);
        return !json.IsEmpty
            && reader.Read()
            && reader.Read()
            && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray);
    }
}
