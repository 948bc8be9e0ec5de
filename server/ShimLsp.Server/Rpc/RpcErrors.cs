using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>The contract's error codes.</summary>
public static class RpcErrorCodes
{
    /// <summary>JSON-RPC: the text is not JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>JSON-RPC: the JSON is no request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>JSON-RPC: the parameters are wrong.</summary>
    public const int InvalidParams = -32602;

    /// <summary>JSON-RPC: a fault of the server.</summary>
    public const int InternalError = -32603;

    /// <summary>LSP: a request before <c>initialize</c>.</summary>
    public const int ServerNotInitialized = -32002;

    /// <summary>LSP: cancelled by the client.</summary>
    public const int RequestCancelled = -32800;

    /// <summary>The slug names no model.</summary>
    public const int UnknownModel = 1001;

    /// <summary>No candidate can take the task now.</summary>
    public const int NoRoutableModel = 1002;

    /// <summary>The catalog cannot be read, and there is no last good one.</summary>
    public const int InvalidCatalog = 1003;

    /// <summary>Every model that was asked failed, or a reply broke off.</summary>
    public const int UpstreamFailed = 1004;

    /// <summary>The folder is not open.</summary>
    public const int UnknownWorkspace = 1005;
}

/// <summary>Makes the contract's errors; each message says what to do.</summary>
internal static class RpcErrors
{
    private const string Whole = "params";

    public static LocalRpcException InvalidParams(string path, string message) =>
        Make(RpcErrorCodes.InvalidParams, $"{path}: {message}", new InvalidParamsData(path), WireJson.Default.InvalidParamsData);

    /// <summary>The same complaint about parameters that stand inside others.</summary>
    /// <param name="parent">Where they stand.</param>
    /// <param name="inner">The complaint.</param>
    public static LocalRpcException Under(string parent, LocalRpcException inner)
    {
        var path = PathOf(inner)!;
        var message = inner.Message[(path.Length + 2)..]; // behind "PATH: "
        return InvalidParams(path == Whole ? parent : $"{parent}.{path}", message);
    }

    /// <summary>The field that an error complains of; null for another kind of error.</summary>
    public static string? PathOf(LocalRpcException exception) =>
        exception.ErrorCode == RpcErrorCodes.InvalidParams && exception.ErrorData is JsonElement data
            ? data.GetProperty("path").GetString()
            : null;

    /// <summary>The field that could not be read.</summary>
    public static string PathOf(JsonException exception) =>
        exception.Path switch
        {
            null or "$" => Whole,
            var path when path.StartsWith("$.", StringComparison.Ordinal) => path[2..],
            var path => path,
        };

    public static LocalRpcException UnknownModel(ModelSlug slug, IEnumerable<ModelSlug> suggestions)
    {
        string[] near = [.. suggestions.Select(suggestion => suggestion.Value)];
        var close = near.Where(name => NearestNames.IsClose(slug.Value, name)).ToArray();
        var hint =
            close.Length > 0 ? $"Did you mean {string.Join(" or ", close)}?"
            : near.Length > 0 ? $"The nearest there are: {string.Join(", ", near)}."
            : "The catalog lists none.";
        return Make(
            RpcErrorCodes.UnknownModel,
            $"There is no model '{slug}'. {hint}",
            new UnknownModelData(slug.Value, near),
            WireJson.Default.UnknownModelData
        );
    }

    public static LocalRpcException NoRoutableModel(ImmutableArray<Candidate> candidates) =>
        Make(
            RpcErrorCodes.NoRoutableModel,
            candidates.IsEmpty
                ? "No model can be routed to: the catalog has no candidate."
                : $"No model can take this task now: {string.Join(", ", candidates.Select(candidate => $"{candidate.Slug} {Words(candidate.Rejection)}"))}.",
            new NoRoutableModelData([.. candidates.Select(candidate => candidate.ToInfo())]),
            WireJson.Default.NoRoutableModelData
        );

    public static LocalRpcException InvalidCatalog(IEnumerable<CatalogProblem> problems) =>
        Make(
            RpcErrorCodes.InvalidCatalog,
            "The catalog cannot be read, and there is no last good one: see the problems.",
            new InvalidCatalogData([.. problems.Select(problem => problem.ToInfo())]),
            WireJson.Default.InvalidCatalogData
        );

    public static LocalRpcException UpstreamFailed(ChatResult.Failed failed)
    {
        var attempts = failed.Attempts.ToInfo();
        var before =
            attempts.Count > 1
                ? $"No model answered: {string.Join(", ", attempts.Select(attempt => $"{attempt.Slug} {attempt.Status}"))}. The last, "
            : failed.Partial is null ? ""
            : "The reply broke off: ";
        return Make(
            RpcErrorCodes.UpstreamFailed,
            $"{before}{failed.Model.Slug}: {failed.Message}",
            new UpstreamFailedData
            {
                Attempts = attempts,
                Text = failed.Partial?.Text,
                ToolCalls = failed.Partial?.ToolCalls.ToInfo(),
            },
            WireJson.Default.UpstreamFailedData
        );
    }

    public static LocalRpcException UnknownWorkspace(string folder) =>
        Make(
            RpcErrorCodes.UnknownWorkspace,
            "workspaceFolder names no open folder.",
            new UnknownWorkspaceData(folder),
            WireJson.Default.UnknownWorkspaceData
        );

    /// <summary>Why a model cannot take a task, as the end of a sentence that begins with its slug.</summary>
    /// <param name="rejection">The reason.</param>
    public static string Words(Rejection? rejection) =>
        rejection switch
        {
            Rejection.NotRequested => "is not among the requested",
            Rejection.NoImages => "reads no images",
            Rejection.NoTools => "calls no tools",
            Rejection.ContextTooSmall => "has too small a context window",
            Rejection.MissingCredential => "lacks its key",
            Rejection.Unauthorized => "had its key refused",
            Rejection.RateLimited => "is rate limited",
            Rejection.Failing => "is failing",
            _ => "is out",
        };

    private static LocalRpcException Make<T>(int code, string message, T data, JsonTypeInfo<T> type) =>
        new(message) { ErrorCode = code, ErrorData = JsonSerializer.SerializeToElement(data, type) };
}
