using System.Globalization;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>What a person is told of a command's result: one line, because many editors have one line for it.</summary>
internal static class CommandWords
{
    /// <summary>What a switch did, and whether the model can be used.</summary>
    /// <param name="switched">The result.</param>
    /// <param name="listed">The session's models, now.</param>
    public static string Of(SwitchModelResult switched, ListModelsResult listed)
    {
        var model = listed.Models.FirstOrDefault(model => model.Slug == switched.Active);
        return model switch
        {
            { Kind: ModelKind.Auto } => $"{switched.Active} is active: each task goes to the model that it needs.",
            { Availability: { State: not AvailabilityState.Available } not } =>
                $"{switched.Active} is active, but it cannot be used now. {not.Reason}".TrimEnd(),
            _ => $"{switched.Active} is active: every task goes to it.",
        };
    }

    /// <summary>That the person chose nothing.</summary>
    /// <param name="active">The active slug.</param>
    public static string NothingChosen(string active) => $"No model was chosen. {active} stays active.";

    /// <summary>What came of the question for trust.</summary>
    /// <param name="trusted">Whether the person trusts the workspace.</param>
    public static string Trust(bool trusted) =>
        trusted ? "The workspace is trusted until the editor closes." : "The workspace is not trusted. Its models.json is not used.";

    /// <summary>The chosen model and the reason.</summary>
    /// <param name="decision">The decision.</param>
    public static string Of(DecisionInfo decision) => $"Chosen: {decision.Slug}. {Sentence(decision.Reason)}";

    /// <summary>That a model answered, how fast, and what the call cost.</summary>
    /// <param name="answered">The result.</param>
    public static string Of(ProbeResult.Answered answered)
    {
        var time =
            answered.Elapsed < TimeSpan.FromSeconds(1)
                ? string.Create(CultureInfo.InvariantCulture, $"{answered.Elapsed.TotalMilliseconds:0} ms")
                : string.Create(CultureInfo.InvariantCulture, $"{answered.Elapsed.TotalSeconds:0.0} s");
        var spent = answered switch
        {
            { Cost: 0 } => "The call was free.",
            { Cost: { } cost } => string.Create(CultureInfo.InvariantCulture, $"The call cost {cost:$0.00##########}."),
            { Usage: { } usage } => string.Create(
                CultureInfo.InvariantCulture,
                $"The call took {usage.Input} tokens in and {usage.Output} out; its row has no `pricing`."
            ),
            _ => "The provider did not say how many tokens the call took.",
        };
        return $"{answered.Model.Slug} answered in {time}. {spent}";
    }

    /// <summary>How many models an endpoint listed, and what becomes of them.</summary>
    /// <param name="fetched">The result.</param>
    public static string Of(FetchedModels fetched)
    {
        var left = fetched.Left is { } more ? $" {more} more are left out." : "";
        var unreadable = fetched.Unreadable is { } some ? $" Without a usable name: {Count(some, "entry", "entries")}." : "";
        return fetched.Models == 0
            ? $"{fetched.Endpoint} lists no models.{unreadable} Type the name of the model."
            : $"{fetched.Endpoint} lists {Count(fetched.Models, "model", "models")}.{left}{unreadable} "
                + "Completion of `model` proposes them in each row with this endpoint and key.";
    }

    /// <summary>What was dropped.</summary>
    /// <param name="cleared">The result.</param>
    public static string Of(InvalidateCacheResult cleared) =>
        cleared.Evicted == 0 ? "The cache was empty." : $"The cache is cleared: {Count(cleared.Evicted, "entry", "entries")}.";

    /// <summary>The models, and the first error of their catalog.</summary>
    /// <param name="listed">The result.</param>
    public static string Of(ListModelsResult listed)
    {
        var models = $"Models: {string.Join(", ", listed.Models.Select(Named))}.";
        var error = listed.Catalog.Problems.FirstOrDefault(problem => problem.Severity is ProblemSeverity.Error);
        return error is null ? models : $"{models} {CatalogErrors.Words(error)}";
    }

    /// <summary>The active model, how much was routed, and why the last decision was made.</summary>
    /// <param name="stats">The result.</param>
    public static string Of(StatsInfo stats)
    {
        var routed = $"Active: {stats.Active}. Routed: {Count(stats.Requests, "task", "tasks")}, {stats.Hits} from the cache.";
        return stats.Recent is [var last, ..] ? $"{routed} Last: {last.Slug}. {Sentence(last.Reason)}" : routed;
    }

    /// <summary>A model in a list: its slug, and what a person should know before they choose it.</summary>
    /// <param name="model">The model.</param>
    public static string Named(ModelInfo model)
    {
        string[] remarks = [.. Remarks(model)];
        return remarks.Length == 0 ? model.Slug : $"{model.Slug} ({string.Join(", ", remarks)})";
    }

    private static IEnumerable<string> Remarks(ModelInfo model)
    {
        if (model.Active)
        {
            yield return "active";
        }

        switch (model.Availability.State)
        {
            case AvailabilityState.MissingCredential:
                yield return "no key";
                break;
            case AvailabilityState.Unauthorized:
                yield return "key rejected";
                break;
            case AvailabilityState.OutOfCredit:
                yield return "out of credit";
                break;
            case AvailabilityState.NotFound:
                yield return "not found";
                break;
            case AvailabilityState.RateLimited:
                yield return "rate limited";
                break;
            case AvailabilityState.Failing:
                yield return "failing";
                break;
        }
    }

    private static string Sentence(string reason) => reason is [.., '.' or '!' or '?'] ? reason : $"{reason}.";

    private static string Count(long count, string one, string several) => $"{count} {(count == 1 ? one : several)}";
}
