using System.Text.Json.Serialization;
using StreamJsonRpc;

namespace ShimLsp.Server.Tests.Rpc;

internal sealed record EchoParams(string Text);

[JsonSerializable(typeof(EchoParams))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(StreamJsonRpc.Protocol.CommonErrorData))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ToyJson : JsonSerializerContext;

/// <summary>What a test's server can do.</summary>
internal sealed class ToyTarget
{
    private readonly TaskCompletionSource unparked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JsonRpc? rpc;

    public void Attach(JsonRpc connection) => rpc = connection;

    [JsonRpcMethod("ping")]
    public string Ping() => "pong";

    [JsonRpcMethod("echo", UseSingleObjectParameterDeserialization = true)]
    public string Echo(EchoParams parameters) => parameters.Text;

    /// <summary>Answers when <see cref="Unpark"/> has come.</summary>
    [JsonRpcMethod("park")]
    public async Task<string> ParkAsync(CancellationToken cancellationToken)
    {
        await unparked.Task.WaitAsync(cancellationToken);
        return "parked";
    }

    [JsonRpcMethod("unpark")]
    public void Unpark() => unparked.TrySetResult();

    /// <summary>Answers what the JSON context does not know.</summary>
    [JsonRpcMethod("unknown")]
    public object Unknown() => new HashSet<int> { 1 };

    /// <summary>Asks the client and answers what it says.</summary>
    [JsonRpcMethod("ask")]
    public async Task<string> AskAsync()
    {
        try
        {
            return await rpc!.InvokeAsync<string>("question");
        }
        catch (RemoteInvocationException exception)
        {
            return $"refused: {exception.ErrorCode}";
        }
    }
}
