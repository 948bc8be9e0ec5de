using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Spending;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>Creates the contract's errors. Each message says what to do.</summary>
internal static class ContractErrors
{
    private const string Whole = "params";

    /// <summary>The most models that a message names; the error's data has them all.</summary>
    private const int MostNamed = 10;

    /// <summary>A parameter is wrong.</summary>
    /// <param name="path">The field.</param>
    /// <param name="message">
    /// What is wrong: the rest of a sentence that begins with the field ("must be 1 or more."), or a sentence of its own ("Use tools.").
    /// </param>
    public static ContractException InvalidParams(string path, string message) =>
        Make(ContractErrorCode.InvalidParams, $"{path}{(char.IsUpper(message[0]) ? ": " : " ")}{message}", new InvalidParamsData(path));

    /// <summary>A parameter is wrong, and a person is shown why: the message does not name the field.</summary>
    /// <param name="path">The field.</param>
    /// <param name="sentence">What is wrong and what to do.</param>
    public static ContractException Refused(string path, string sentence) =>
        Make(ContractErrorCode.InvalidParams, sentence, new InvalidParamsData(path));

    /// <summary>The parameters cannot be read: a field has the wrong type.</summary>
    /// <param name="wrongType">What the reader found.</param>
    /// <param name="type">What it was to read; null if that is not known.</param>
    public static ContractException WrongType(JsonException wrongType, JsonTypeInfo? type) =>
        InvalidParams(
            wrongType.Path switch
            {
                null or "$" => Whole,
                var path when path.StartsWith("$.", StringComparison.Ordinal) => path[2..],
                var path => path,
            },
            ExpectedType.Of(type, wrongType.Path ?? "$") is { } expected ? $"must be {expected}." : "has the wrong type."
        );

    /// <summary>The same complaint about parameters that are a part of others.</summary>
    /// <param name="parent">The field that holds them.</param>
    /// <param name="inner">The complaint.</param>
    /// <param name="path">The field that it is about.</param>
    /// <param name="example">What the whole may look like, as JSON.</param>
    public static ContractException Under(string parent, ContractException inner, string path, string example) =>
        path == Whole
            ? InvalidParams(parent, $"must be an object: {example}")
            : Make(
                ContractErrorCode.InvalidParams,
                $"{parent}.{inner.Message}", // a message begins with its path
                new InvalidParamsData($"{parent}.{path}")
            );

    public static ContractException UnknownModel(ModelSlug slug, IEnumerable<ModelSlug> suggestions)
    {
        string[] near = [.. suggestions.Select(suggestion => suggestion.Value)];
        var close = near.Where(name => NearestNames.IsClose(slug.Value, name)).ToArray();
        var hint =
            close.Length > 0 ? $"Did you mean: {string.Join(", ", close)}?"
            : near.Length > 0 ? $"Available models: {string.Join(", ", near)}."
            : "The catalog has no models.";
        return Make(ContractErrorCode.UnknownModel, $"There is no model '{slug}'. {hint}", new UnknownModelData(slug.Value, near));
    }

    public static ContractException NoRoutableModel(RouteResult.NothingRoutable none)
    {
        var what = none.Candidates.IsEmpty
            ? "No model can take this task: the catalog has no candidates."
            : $"No model can take this task now: {Named(none.Candidates)}.";
        return Make(
            ContractErrorCode.NoRoutableModel,
            none.Budget is { } budget ? $"{what} {BudgetWords.Refusal(budget)}" : what,
            new NoRoutableModelData([.. none.Candidates.Select(candidate => candidate.ToInfo())]) { Budget = none.Budget?.ToInfo() }
        );
    }

    /// <summary>The one model that was meant has no key.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reason">Says what is missing and what to do; null if that is not known.</param>
    public static ContractException NoKey(ModelSpec model, string? reason) =>
        Make(
            ContractErrorCode.NoRoutableModel,
            $"{model.Slug} was not asked: it has no key. {reason}".TrimEnd(),
            new NoRoutableModelData([new Candidate(model.Slug, null, model.Cost, Verdict.Rejected, Rejection.MissingCredential).ToInfo()])
        );

    public static ContractException InvalidCatalog(IEnumerable<CatalogProblem> problems) =>
        Make(
            ContractErrorCode.InvalidCatalog,
            "The catalog cannot be read, and there is no earlier version to use. Correct its problems.",
            new InvalidCatalogData([.. problems.Select(problem => problem.ToInfo())])
        );

    public static ContractException UpstreamFailed(ChatResult.Failed failed)
    {
        var attempts = failed.Attempts.ToInfo();
        var earlier = string.Concat(attempts.SkipLast(1).Select(attempt => $"{attempt.Slug}: {attempt.Status}. "));
        var what = failed.Partial is null ? $"No model answered. {earlier}" : "The reply is incomplete. ";
        return Make(
            ContractErrorCode.UpstreamFailed,
            $"{what}{failed.Model.Slug}: {InASentence(failed.Message)}",
            new UpstreamFailedData
            {
                Attempts = attempts,
                Text = failed.Partial?.Text,
                ToolCalls = failed.Partial?.ToolCalls.ToInfo(),
            }
        );
    }

    public static ContractException UnknownWorkspace(string folder) =>
        Make(
            ContractErrorCode.UnknownWorkspace,
            "workspaceFolder is not an open folder. Open it first, or leave the field out.",
            new UnknownWorkspaceData(folder)
        );

    public static ContractException UnknownDecision(string id) =>
        Make(
            ContractErrorCode.UnknownDecision,
            "No decision of this session has that id. Take one from `recent` of `status`: feedback is about the newest "
                + $"{SessionFeedback.Capacity} decisions since the models or the threshold changed.",
            new UnknownDecisionData(id)
        );

    public static ContractException EndpointFailed(Outcome outcome, string message) =>
        Make(ContractErrorCode.EndpointFailed, message, new EndpointFailedData(new(outcome.Status, outcome.ErrorOf())));

    /// <summary>Why a model cannot take a task, as the end of a sentence that begins with its slug.</summary>
    /// <param name="rejection">The reason.</param>
    public static string Words(Rejection? rejection) =>
        rejection switch
        {
            Rejection.NotRequested => "was not requested",
            Rejection.NoImages => "cannot read images",
            Rejection.NoTools => "cannot call tools",
            Rejection.ContextTooSmall => "has too small a context window",
            Rejection.MissingCredential => "has no key",
            Rejection.Unauthorized => "had its key rejected",
            Rejection.OutOfCredit => "is out of credit",
            Rejection.NotFound => "is unknown to its provider",
            Rejection.ContentRefused => "refused this content",
            Rejection.RateLimited => "is rate limited",
            Rejection.Failing => "is failing",
            Rejection.OverBudget => "is over budget",
            _ => "is unavailable",
        };

    private static string Named(ImmutableArray<Candidate> candidates)
    {
        var first = string.Join(", ", candidates.Take(MostNamed).Select(candidate => $"{candidate.Slug} {Words(candidate.Rejection)}"));
        return candidates.Length > MostNamed ? $"{first} and {candidates.Length - MostNamed} more" : first;
    }

    private static string InASentence(string message) => char.ToLowerInvariant(message[0]) + message[1..];

    private static ContractException Make(ContractErrorCode code, string message, ErrorData data) => new(new(code, message, data));
}
