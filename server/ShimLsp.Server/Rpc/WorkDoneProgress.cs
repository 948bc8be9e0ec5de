using System.Text.Json;
using System.Text.Json.Serialization;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

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

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WorkDoneProgressParams))]
[JsonSerializable(typeof(PartialResultParams))]
internal sealed partial class ProgressJson : JsonSerializerContext;

/// <summary>Reports progress as LSP's <c>$/progress</c>; the plain front's is the same.</summary>
internal sealed class WorkDoneProgress(RpcPeer peer) : IProgressReporter
{
    public async Task<T> WhileAsync<T>(JsonElement token, string title, ValueTask<T> work)
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

    public ValueTask ShowAsync(JsonElement token, ChatDelta delta, CancellationToken cancellationToken) =>
        peer.StreamAsync("$/progress", new(token, delta), ProgressJson.Default.PartialResultParams, cancellationToken);

    private void Report(JsonElement token, WorkDoneValue value) =>
        peer.Notify("$/progress", new(token, value), ProgressJson.Default.WorkDoneProgressParams);
}
