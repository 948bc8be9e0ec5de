using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Language.Diagnostics;
using ShimLsp.Core.Language.Fixes;
using ShimLsp.Core.Models;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Lsp.Documents;
using ShimLsp.Server.Lsp.Messages;

namespace ShimLsp.Server.Lsp.Language;

/// <summary>
/// <c>textDocument/codeAction</c>: the fixes of what is wrong at a place of a catalog, and the switch to the model that it is about.
/// </summary>
/// <param name="documents">The open documents.</param>
/// <param name="positions">How the client counts.</param>
/// <param name="conversion">Problems as LSP has them.</param>
/// <param name="edits">Edits as the client takes them.</param>
/// <param name="models">The switch to a model.</param>
/// <param name="lists">The wish for the models of an endpoint.</param>
internal sealed class CodeActionHandler(
    OpenDocuments documents,
    DocumentPositions positions,
    DiagnosticConversion conversion,
    WorkspaceEdits edits,
    SwitchActions models,
    FetchActions lists
)
{
    // One safe fix is offered as it is.
    private const int FewestForAll = 2;

    // Nobody reads a menu of more. Some fixes are tried on the text first.
    private const int MostProblems = 50;

    private const int Automatic = 2; // LSP's CodeActionTriggerKind

    /// <summary>What the client can do.</summary>
    public CodeActionSupport Client { get; set; } = new();

    // The document is taken before the first wait: an edit that comes behind the request is not in the answer.
    public Task<JsonElement> ListAsync(JsonElement? parameters = null, CancellationToken cancellationToken = default)
    {
        var call = parameters ?? default;
        var document = documents.Find(call.At("textDocument").At("uri").AsString());
        return document is not null && documents.CatalogAt(document) is { } file
            ? Task.Run(() => At(document, file, call), cancellationToken)
            : Task.FromResult(JsonElement.Parse("[]"));
    }

    private JsonElement At(OpenDocument document, CatalogFile file, JsonElement call)
    {
        var place = positions.SpanOf(document.Text, call.At("range"));
        var kinds = new WantedKinds(call.At("context").At("only"));
        var isRefactor = kinds.Contain(CodeActionKinds.Refactor);
        LspCommand[] commands =
        [
            .. isRefactor ? lists.At(document, file, place) : [],
            .. isRefactor && Client.WantsSwitch ? models.At(document, file, place) : [],
        ];
        if (!Client.TakesActions)
        {
            return JsonSerializer.SerializeToElement(commands, LspJson.Default.IReadOnlyListLspCommand);
        }

        var problems = CatalogDiagnostics.Of(document.Text, file.Facts);
        var told = new ToldProblems(positions, document.Text, call.At("context").At("diagnostics"));
        var fixes = kinds.Contain(CodeActionKinds.QuickFix) ? Fixes(document, file, problems, place, told) : [];
        // An editor that asks at each move of the cursor shows no actions of the whole file.
        var isAsked = kinds.IsSaid || call.At("context").At("triggerKind").AsInt32() != Automatic;
        var all = isAsked && kinds.Contain(CodeActionKinds.FixAll) ? All(document, file, problems, kinds.IsSaid ? 1 : FewestForAll) : [];
        var switches = commands.Select(command => new LspCodeAction(command.Title, CodeActionKinds.Refactor) { Command = command });
        return JsonSerializer.SerializeToElement([.. fixes, .. all, .. switches], LspJson.Default.IReadOnlyListLspCodeAction);
    }

    /// <summary>The fixes of what the place touches, and of what the client says it is about: a whole line, in many editors.</summary>
    private IEnumerable<LspCodeAction> Fixes(
        OpenDocument document,
        CatalogFile file,
        ImmutableArray<CatalogProblem> problems,
        TextSpan place,
        ToldProblems told
    )
    {
        var abilities = new FixAbilities { KeepsSecrets = Client.KeepsSecrets, LetsServerAskForTrust = Client.LetsServerAskForTrust };
        return problems
            .Where(problem =>
                DiagnosticConversion.SpanOf(document.Text, problem) is var span
                && ((span.Start <= place.End && place.Start <= span.End) || told.Contain(problem.Code, span.Start))
            )
            .Take(MostProblems)
            .SelectMany(problem => CatalogFixes.Of(document.Text, file.Facts, problem, abilities))
            .Select(fix => Action(document, fix));
    }

    private LspCodeAction Action(OpenDocument document, CatalogFix fix) =>
        new(fix.Title, CodeActionKinds.QuickFix)
        {
            Diagnostics = conversion.IsSaid(document, fix.Problem) ? [conversion.Of(document, fix.Problem)] : null,
            IsPreferred = Client.KnowsPreferred && fix.IsPreferred ? true : null,
            Edit = fix.Edits.IsEmpty ? null : edits.Of(document, fix.Edits),
            Command = fix.Command switch
            {
                FixCommand.MoveKey => new(fix.Title, CodeActionCommands.MoveKey, [MoveKey(document, fix.Problem)]),
                FixCommand.TrustWorkspace => new(fix.Title, CodeActionCommands.Trust, [CodeActionCommands.Text(document.Uri)]),
                _ => null,
            },
        };

    private JsonElement MoveKey(OpenDocument document, CatalogProblem problem) =>
        JsonSerializer.SerializeToElement(
            new(document.Uri, positions.RangeOf(document.Text, problem.Span!.Value)),
            LspJson.Default.MoveKeyArguments
        );

    private IEnumerable<LspCodeAction> All(OpenDocument document, CatalogFile file, ImmutableArray<CatalogProblem> problems, int fewest) =>
        CatalogFixes.Safe(document.Text, file.Facts, problems) is var fixes && fixes.Length >= fewest
            ?
            [
                new("Fix all that is safe to fix in this catalog", CodeActionKinds.FixAll)
                {
                    Edit = edits.Of(document, fixes.SelectMany(fix => fix.Edits)),
                },
            ]
            : [];
}
