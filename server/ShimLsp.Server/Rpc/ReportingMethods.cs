using System.Text.Json;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Rpc;

/// <summary>The methods that report on the way, by <c>$/progress</c>, if the client gave a token for it.</summary>
/// <param name="contract">The contract.</param>
/// <param name="progress">The reports.</param>
internal sealed class ReportingMethods(IShimContract contract, WorkDoneProgress progress)
{
    /// <summary>The name here of a method that reports on the way; null if it does not.</summary>
    /// <param name="method">The contract's method.</param>
    public static string? Find(ContractMethod method) =>
        ReferenceEquals(method, ContractMethods.Route) ? nameof(RouteAsync)
        : ReferenceEquals(method, ContractMethods.Chat) ? nameof(ChatAsync)
        : null;

    /// <summary>Routes; reports a beginning and an end unless the decision is there at once.</summary>
    /// <param name="parameters">The task.</param>
    /// <param name="cancellationToken">Ends this call.</param>
    public Task<DecisionInfo> RouteAsync(RouteParams? parameters = null, CancellationToken cancellationToken = default)
    {
        var routing = contract.RouteAsync(parameters, cancellationToken);
        return routing.IsCompleted || parameters?.WorkDoneToken is not { } token ? routing : progress.WhileAsync(token, "Routing", routing);
    }

    /// <summary>Chats; sends each piece of the reply as it comes.</summary>
    /// <param name="parameters">The turn.</param>
    /// <param name="cancellationToken">Ends this call, and the wait of a piece for a client that does not read.</param>
    public async Task<ChatResultInfo> ChatAsync(ChatParams? parameters = null, CancellationToken cancellationToken = default)
    {
        Func<ChatDelta, ValueTask>? show = TokenOf(parameters?.PartialResultToken) is { } token
            ? piece => progress.ShowAsync(token, piece, cancellationToken)
            : null;
        return await contract.ChatAsync(parameters, show, cancellationToken).ConfigureAwait(false);
    }

    private static JsonElement? TokenOf(JsonElement? token) =>
        token?.ValueKind switch
        {
            null or JsonValueKind.Null => null,
            JsonValueKind.String => token,
            JsonValueKind.Number when token.Value.TryGetInt64(out _) => token,
            _ => throw ContractErrors.InvalidParams("partialResultToken", "must be a string or an integer."),
        };
}
