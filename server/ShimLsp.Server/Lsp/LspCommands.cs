using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp;

/// <summary>
/// <c>workspace/executeCommand</c>: what any LSP client can do with no code of its own. The one argument is the method's parameters.
/// </summary>
/// <param name="contract">The contract.</param>
/// <param name="reporting">Its methods that report on the way.</param>
internal sealed class LspCommands(IShimContract contract, ReportingMethods reporting)
{
    private const string SwitchModel = "shim.switchModel";
    private const string Route = "shim.route";
    private const string InvalidateCache = "shim.invalidateCache";

    /// <summary>The commands.</summary>
    public static ImmutableArray<string> Names { get; } = [SwitchModel, Route, InvalidateCache];

    // A command that changes state does so before the first wait, as its method does.
    public async Task<JsonElement> ExecuteAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var command = CommandOf(call);
        var argument = ArgumentOf(call, command);
        try
        {
            return command switch
            {
                SwitchModel => Json(
                    contract.SwitchModel(Read(argument, WireJson.Default.SwitchModelParams)),
                    WireJson.Default.SwitchModelResult
                ),
                Route => Json(
                    await reporting.RouteAsync(Read(argument, WireJson.Default.RouteParams), cancellationToken).ConfigureAwait(false),
                    WireJson.Default.DecisionInfo
                ),
                InvalidateCache => Json(
                    contract.InvalidateCache(Read(argument, WireJson.Default.SessionParams)),
                    WireJson.Default.InvalidateCacheResult
                ),
                _ => throw ContractErrors.InvalidParams("command", $"must be one of {string.Join(", ", Names)}."),
            };
        }
        catch (ContractException wrong) when (wrong.Error.Data is InvalidParamsData { Path: not "command" and var path })
        {
            throw ContractErrors.Under("arguments[0]", wrong, path, ExampleOf(command));
        }
    }

    private static string CommandOf(JsonElement call) =>
        call.At("command") switch
        {
            { ValueKind: JsonValueKind.String } command => command.AsString()!,
            { ValueKind: JsonValueKind.Undefined } => throw ContractErrors.InvalidParams("command", "is required."),
            _ => throw ContractErrors.InvalidParams("command", "must be a string."),
        };

    private static string ExampleOf(string command) =>
        command switch
        {
            SwitchModel => """{"slug":"opus"}""",
            Route => """{"task":"rename x to count"}""",
            _ => "{}",
        };

    private static JsonElement ArgumentOf(JsonElement call, string command) =>
        call.At("arguments") switch
        {
            { ValueKind: JsonValueKind.Array } arguments => arguments.Items().FirstOrDefault(),
            { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => default,
            _ => throw ContractErrors.InvalidParams("arguments", $"must be an array of one object: [{ExampleOf(command)}]"),
        };

    private static JsonElement Json<T>(T result, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(result, type);

    private static T? Read<T>(JsonElement argument, JsonTypeInfo<T> type)
        where T : class
    {
        if (argument.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            return argument.Deserialize(type);
        }
        catch (JsonException wrongType)
        {
            throw ContractErrors.WrongType(wrongType, type);
        }
    }
}
