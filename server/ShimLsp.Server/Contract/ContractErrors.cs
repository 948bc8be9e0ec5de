using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Creates the contract's errors. Each message says what to do.</summary>
internal static class ContractErrors
{
    private const string Whole = "params";

    public static ContractException InvalidParams(string path, string message) =>
        Make(ContractErrorCode.InvalidParams, $"{path}: {message}", new InvalidParamsData(path));

    /// <summary>The parameters cannot be read: a field has the wrong type.</summary>
    /// <param name="wrongType">What the reader found.</param>
    public static ContractException WrongType(JsonException wrongType) =>
        InvalidParams(
            wrongType.Path switch
            {
                null or "$" => Whole,
                var path when path.StartsWith("$.", StringComparison.Ordinal) => path[2..],
                var path => path,
            },
            "has the wrong type."
        );

    /// <summary>The same complaint about parameters that are a part of others.</summary>
    /// <param name="parent">The field that holds them.</param>
    /// <param name="inner">The complaint.</param>
    /// <param name="path">The field that it is about.</param>
    public static ContractException Under(string parent, ContractException inner, string path)
    {
        var message = inner.Message[(path.Length + 2)..]; // after "PATH: "
        return InvalidParams(path == Whole ? parent : $"{parent}.{path}", message);
    }

    public static ContractException UnknownModel(ModelSlug slug, IEnumerable<ModelSlug> suggestions)
    {
        string[] near = [.. suggestions.Select(suggestion => suggestion.Value)];
        var close = near.Where(name => NearestNames.IsClose(slug.Value, name)).ToArray();
        var hint =
            close.Length > 0 ? $"Did you mean {string.Join(" or ", close)}?"
            : near.Length > 0 ? $"The nearest there are: {string.Join(", ", near)}."
            : "The catalog lists none.";
        return Make(ContractErrorCode.UnknownModel, $"There is no model '{slug}'. {hint}", new UnknownModelData(slug.Value, near));
    }

    public static ContractException NoRoutableModel(ImmutableArray<Candidate> candidates) =>
        Make(
            ContractErrorCode.NoRoutableModel,
            candidates.IsEmpty
                ? "No model can be routed to: the catalog has no candidate."
                : $"No model can take this task now: {string.Join(", ", candidates.Select(candidate => $"{candidate.Slug} {Words(candidate.Rejection)}"))}.",
            new NoRoutableModelData([.. candidates.Select(candidate => candidate.ToInfo())])
        );

    public static ContractException InvalidCatalog(IEnumerable<CatalogProblem> problems) =>
        Make(
            ContractErrorCode.InvalidCatalog,
            "The catalog cannot be read, and there is no last good one: see the problems.",
            new InvalidCatalogData([.. problems.Select(problem => problem.ToInfo())])
        );

    public static ContractException UpstreamFailed(ChatResult.Failed failed)
    {
        var attempts = failed.Attempts.ToInfo();
        var before =
            attempts.Count > 1
                ? $"No model answered: {string.Join(", ", attempts.Select(attempt => $"{attempt.Slug} {attempt.Status}"))}. The last, "
            : failed.Partial is null ? ""
            : "The reply broke off: ";
        return Make(
            ContractErrorCode.UpstreamFailed,
            $"{before}{failed.Model.Slug}: {failed.Message}",
            new UpstreamFailedData
            {
                Attempts = attempts,
                Text = failed.Partial?.Text,
                ToolCalls = failed.Partial?.ToolCalls.ToInfo(),
            }
        );
    }

    public static ContractException UnknownWorkspace(string folder) =>
        Make(ContractErrorCode.UnknownWorkspace, "workspaceFolder names no open folder.", new UnknownWorkspaceData(folder));

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

    private static ContractException Make(ContractErrorCode code, string message, ErrorData data) => new(new(code, message, data));
}
