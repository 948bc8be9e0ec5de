using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Server.Contract.Messages;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>Parameters of <c>$/progress</c> for work that is under way.</summary>
/// <param name="Token">The client's token.</param>
/// <param name="Value">What became of the work.</param>
internal sealed record WorkDoneProgressParams(JsonElement Token, WorkDoneValue Value);

/// <summary>A beginning or an end.</summary>
/// <param name="Kind"><c>begin</c> or <c>end</c>.</param>
/// <param name="Title">What is being done; with a beginning only.</param>
/// <param name="Cancellable">Whether <c>$/cancelRequest</c> ends it; with a beginning only.</param>
internal sealed record WorkDoneValue(string Kind, string? Title = null, bool? Cancellable = null);

/// <summary>Parameters of <c>$/progress</c> for a piece of a result.</summary>
/// <param name="Token">The client's token.</param>
/// <param name="Value">The piece.</param>
internal sealed record PartialResultParams(JsonElement Token, ChatDelta Value);

/// <summary>What JSON-RPC adds to the contract's types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WorkDoneProgressParams))]
[JsonSerializable(typeof(PartialResultParams))]
[JsonSerializable(typeof(RequestId))] // of $/cancelRequest, either way
internal sealed partial class RpcJson : JsonSerializerContext;

/// <summary>Reports progress as LSP's <c>$/progress</c>; the plain front's is the same.</summary>
internal sealed class WorkDoneProgress(RpcPeer peer)
{
    /// <summary>Reports a beginning, waits for the work, and reports its end, even if the work fails.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="token">The client's token.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work.</param>
    public async Task<T> WhileAsync<T>(JsonElement token, string title, Task<T> work)
    {
        Report(token, new("begin", title, Cancellable: true));
        try
        {
            return await work.ConfigureAwait(false);
        }
        finally
        {
            Report(token, new("end"));
        }
    }

    /// <summary>Sends one piece of a result after those before it; waits while the client has too much unread.</summary>
    /// <param name="token">The client's token.</param>
    /// <param name="delta">The piece.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask ShowAsync(JsonElement token, ChatDelta delta, CancellationToken cancellationToken) =>
        peer.StreamAsync("$/progress", new(token, delta), RpcJson.Default.PartialResultParams, cancellationToken);

    private void Report(JsonElement token, WorkDoneValue value) =>
        peer.Notify("$/progress", new(token, value), RpcJson.Default.WorkDoneProgressParams);
}
