using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Lsp.Messages;
using ShimLsp.Server.Rpc;

namespace ShimLsp.Server.Lsp.Commands;

/// <summary>
/// <c>workspace/executeCommand</c>: what any LSP client can do with no code of its own. The result is the method's. A person is also told
/// by a message what came of it.
/// </summary>
/// <param name="contract">The contract.</param>
/// <param name="reporting">Its methods that report on the way.</param>
/// <param name="workspaces">The open folders.</param>
/// <param name="client">Who shows questions and messages.</param>
internal sealed class LspCommands(IShimContract contract, ReportingMethods reporting, IWorkspaces workspaces, LspClient client)
{
    public const string SwitchModel = "shim.switchModel";
    public const string Route = "shim.route";
    public const string Trust = "shim.trust";
    public const string Status = "shim.status";
    public const string Probe = "shim.probe";
    public const string FetchModels = "shim.fetchModels";
    private const string InvalidateCache = "shim.invalidateCache";
    private const string ListModels = "shim.listModels";

    private readonly CommandFolders folders = new(workspaces);
    private readonly ModelQuestion question = new(contract, workspaces, client);
    private readonly TrustQuestion trust = new(contract, workspaces, client);
    private readonly ModelProbe probe = new(workspaces);
    private readonly ModelFetch fetch = new(workspaces);

    /// <summary>The commands that are always there.</summary>
    public static ImmutableArray<string> Names { get; } =
    [SwitchModel, Route, InvalidateCache, ListModels, Status, Trust, Probe, FetchModels];

    // A command that changes state does so before the first wait, as its method does.
    public async Task<JsonElement> ExecuteAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = CommandCall.Read(parameters ?? default);
        try
        {
            return await RunAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ContractException refused)
        {
            var said = Readdressed(refused, call);
            if (call.IsPersons)
            {
                client.Say(MessageTypes.Error, said.Message);
            }

            throw said;
        }
    }

    private Task<JsonElement> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        call.Command switch
        {
            SwitchModel => SwitchAsync(call, cancellationToken),
            Route => RouteAsync(call, cancellationToken),
            InvalidateCache => Task.FromResult(
                Answer(call, contract.InvalidateCache(SessionOf(call)), WireJson.Default.InvalidateCacheResult, CommandWords.Of)
            ),
            ListModels => Task.FromResult(
                Answer(call, contract.ListModels(SessionOf(call)), WireJson.Default.ListModelsResult, CommandWords.Of)
            ),
            Status => Task.FromResult(Answer(call, contract.Status(SessionOf(call)), WireJson.Default.StatsInfo, CommandWords.Of)),
            Trust => trust.AskAsync(call.IsPersons ? call.Text(0) : SessionOf(call)?.WorkspaceFolder, cancellationToken),
            Probe => ProbeAsync(call, cancellationToken),
            FetchModels => FetchAsync(call, cancellationToken),
            _ when UseCommands.SlugOf(call.Command) is { } slug => Task.FromResult(Use(call, slug)),
            _ => throw ContractErrors.InvalidParams("command", $"must be one of {string.Join(", ", Names)}, {UseCommands.NameOf("SLUG")}."),
        };

    private Task<JsonElement> SwitchAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!call.IsPersons)
        {
            return Task.FromResult(Switch(call, Read(call, WireJson.Default.SwitchModelParams)));
        }

        var folder = folders.Find(call.Text(1));
        return call.Text(0) is { Length: > 0 } slug
            ? Task.FromResult(Switch(call, new() { Slug = slug, WorkspaceFolder = folder }))
            : AskAndSwitchAsync(call, folder, cancellationToken);
    }

    private async Task<JsonElement> AskAndSwitchAsync(CommandCall call, string? folder, CancellationToken cancellationToken)
    {
        if (await question.AskAsync(folder, cancellationToken).ConfigureAwait(false) is { } slug)
        {
            return Switch(call, new() { Slug = slug, WorkspaceFolder = folder });
        }

        var active = contract.ListModels(new() { WorkspaceFolder = folder }).Active;
        client.Say(MessageTypes.Info, CommandWords.NothingChosen(active));
        return JsonElement.Parse("null");
    }

    private JsonElement Use(CommandCall call, string slug) =>
        Switch(
            call,
            call.IsPersons
                ? new() { Slug = slug, WorkspaceFolder = folders.Find(call.Text(0)) }
                : Read(call, WireJson.Default.SwitchModelParams)! with
                {
                    Slug = slug,
                }
        );

    private JsonElement Switch(CommandCall call, SwitchModelParams? parameters) =>
        Answer(
            call,
            contract.SwitchModel(parameters),
            WireJson.Default.SwitchModelResult,
            result => CommandWords.Of(result, contract.ListModels(parameters))
        );

    private async Task<JsonElement> RouteAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var parameters = !call.IsPersons
            ? Read(call, WireJson.Default.RouteParams)
            : new RouteParams
            {
                Task = call.Text(0) is { Length: > 0 } task
                    ? task
                    : throw ContractErrors.InvalidParams("arguments[0]", $"is required: the task, such as {CommandExamples.Text(Route)}"),
                WorkspaceFolder = folders.Find(call.Text(1)),
            };
        var decision = await reporting.RouteAsync(parameters, cancellationToken).ConfigureAwait(false);
        return Answer(call, decision, WireJson.Default.DecisionInfo, CommandWords.Of);
    }

    private async Task<JsonElement> ProbeAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var answered = await probe.AskAsync(ModelOf(call), cancellationToken).ConfigureAwait(false);
        var result = new ProbedModel(answered.Model.Slug.Value, (long)answered.Elapsed.TotalMilliseconds, answered.Cost);
        return Answer(call, result, LspJson.Default.ProbedModel, _ => CommandWords.Of(answered));
    }

    private async Task<JsonElement> FetchAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var (row, list, _) = await fetch.AskAsync(ModelOf(call), cancellationToken).ConfigureAwait(false);
        var result = new FetchedModels(
            row.Slug.Value,
            ModelFetch.Shown(row.BaseUrl),
            list.Models.Length,
            list.Left == 0 ? null : list.Left,
            list.Unreadable == 0 ? null : list.Unreadable
        );
        return Answer(call, result, LspJson.Default.FetchedModels, CommandWords.Of);
    }

    private OneModelParams? ModelOf(CommandCall call) =>
        call.IsPersons
            ? new() { Slug = call.Text(0), WorkspaceFolder = folders.Find(call.Text(1)) }
            : Read(call, LspJson.Default.OneModelParams);

    private SessionParams? SessionOf(CommandCall call) =>
        call.IsPersons ? new() { WorkspaceFolder = folders.Find(call.Text(0)) } : Read(call, WireJson.Default.SessionParams);

    private JsonElement Answer<T>(CommandCall call, T result, JsonTypeInfo<T> type, Func<T, string> words)
    {
        if (call.IsPersons)
        {
            client.Say(MessageTypes.Info, words(result));
        }

        return JsonSerializer.SerializeToElement(result, type);
    }

    private static T? Read<T>(CommandCall call, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return call.Parameters.Deserialize(type);
        }
        catch (JsonException wrongType)
        {
            throw ContractErrors.WrongType(wrongType, type);
        }
    }

    /// <summary>The complaint about a method's parameters as one about this request's.</summary>
    private static ContractException Readdressed(ContractException refused, CommandCall call) =>
        !call.IsPersons && refused.Error.Data is InvalidParamsData { Path: not "command" and var path }
            ? ContractErrors.Under("arguments[0]", refused, path, CommandExamples.Object(call.Command))
            : refused;
}
