using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Cli.Init;
using ShimLsp.Server.Cli.Terminal;
using ShimLsp.Server.Contract;
using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Cli.Doctor;

/// <summary>What to do about what is wrong, as commands and places to edit, the most useful first.</summary>
internal static class Remedies
{
    private const int MostEdits = 5;

    public static ImmutableArray<NextStep> For(Examination seen) =>
        [
            .. Edits(seen, ProblemSeverity.Error),
            .. Trust(seen),
            .. Router(seen),
            .. Keys(seen),
            .. Active(seen),
            .. Edits(seen, ProblemSeverity.Warning),
            .. State(seen.State),
            .. OwnCatalog(seen),
            .. Schema(seen),
        ];

    private static IEnumerable<NextStep> Edits(Examination seen, ProblemSeverity severity)
    {
        var inFiles = seen.Load.State.Problems.Where(problem => problem.Severity == severity && IsToEdit(problem)).ToArray();
        foreach (var problem in inFiles.Take(MostEdits))
        {
            yield return new(problem.Message, Place: ProblemLine.Place(problem.ToInfo()));
        }

        if (inFiles.Length > MostEdits)
        {
            yield return new($"{inFiles.Length - MostEdits} more like these.", CheckCommandLine(seen));
        }
    }

    // Trust is given by a command, everything else is corrected in the file.
    private static bool IsToEdit(CatalogProblem problem) =>
        problem.Code != CatalogProblemCode.UntrustedWorkspace && Path.IsPathFullyQualified(problem.Source);

    private static string CheckCommandLine(Examination seen) =>
        seen.Load.Steps.LastOrDefault() is { Finding: CatalogFinding.Found, Place.Path: { } path }
            ? $"shim-lsp check {ShellWord.Of(path)}"
            : "shim-lsp check";

    private static IEnumerable<NextStep> Trust(Examination seen)
    {
        foreach (var step in seen.Load.Steps.Where(step => step.Finding is CatalogFinding.Untrusted))
        {
            yield return new(
                "The workspace's catalog is not used until you trust it. The command first shows what the catalog may do.",
                TrustCommandLine.For(seen.Folder, step.Place)
            );
        }

        if (seen.Load is { PendingGrants: { IsEmpty: false } pending, InForce.Text.Place: var place })
        {
            yield return new(
                "The workspace's catalog needs your permission to send "
                    + $"{NameList.Of(pending.Select(grant => $"{grant.Reference} to {grant.Origin}"))}.",
                TrustCommandLine.For(seen.Folder, place)
            );
        }
    }

    private static IEnumerable<NextStep> Router(Examination seen)
    {
        if (seen.Load.InForce is not { Text.Source: var file, Parse.Catalog: { } catalog })
        {
            yield break;
        }

        if (!catalog.Router.Enabled)
        {
            yield return new(
                $"The router is off, so every task goes to {seen.Session.Active}. To route tasks, set `enabled` of `router` to true.",
                Place: new(file)
            );
        }
        else if (catalog.Candidates.IsEmpty)
        {
            yield return new(
                catalog.Models.IsEmpty
                    ? "The catalog has no usable model. Add one."
                    : "No entry of `candidates` names a model. Correct them, or remove `candidates`.",
                Place: new(file)
            );
        }
    }

    private static IEnumerable<NextStep> Keys(Examination seen)
    {
        var lacking = seen
            .Session.Catalog.Models.Select(model => (Slug: model.Slug.Value, State: seen.Session.CredentialOf(model.Slug)))
            .Where(model => !model.State.IsResolved)
            .ToArray();
        var unset = lacking
            .Where(model => IsUnset(model.State, seen.Host))
            .GroupBy(model => model.State.Reference!.Name!, model => model.Slug);
        foreach (var variable in unset)
        {
            yield return NextStep.SetVariable(variable.Key, variable, seen.Host);
        }

        // `Missing` says what to do. What only waits for trust, and what is malformed in the catalog, has a step of its own.
        var others = lacking
            .Where(model =>
                model.State.Fault is not (CredentialFault.VariableNotSet or CredentialFault.NotAllowed or CredentialFault.Malformed)
            )
            .GroupBy(model => (model.State.Missing, model.State.File), model => model.Slug);
        foreach (var missing in others)
        {
            yield return new(
                $"{missing.Key.Missing} For: {NameList.Of(missing)}.",
                Place: new(missing.Key.File ?? seen.Load.InForce!.Text.Source)
            );
        }
    }

    // Also if it waits for trust, so that nobody has to come back twice.
    private static bool IsUnset(CredentialState state, HostEnvironment host) =>
        state is { Fault: CredentialFault.VariableNotSet or CredentialFault.NotAllowed, Reference: { Kind: CredentialKind.Env } reference }
        && host.Variable(reference.Name!) is null or "";

    private static IEnumerable<NextStep> Active(Examination seen)
    {
        var session = seen.Session;
        if (session.IsReadable && session.Selected is { } chosen && chosen != session.Active)
        {
            yield return new(
                $"You chose {chosen}, but this catalog has no such model, so {session.Active} is active.",
                $"shim-lsp use {session.Active}"
            );
        }

        if (session.Pinned is not { } pinned || !session.Router.Enabled)
        {
            yield break;
        }

        yield return new(
            session.CredentialOf(pinned.Slug).IsResolved
                ? $"You chose {pinned.Slug}, so every task goes to it. To route tasks, go back to Auto."
                : $"You chose {pinned.Slug}, but its key is missing. Set the key, or go back to Auto.",
            $"shim-lsp use {session.Router.Slug}"
        );
    }

    private static IEnumerable<NextStep> State(StateFolderCheck state)
    {
        if (state is { IsPrivate: false, Folder: { } folder, NotWritable: { } distrust })
        {
            yield return new($"Nothing is remembered: the state folder {distrust}. Remove it.", $"rm -r {ShellWord.Of(folder)}");
        }
        else if (state is { NotWritable: { } why, BlockedBy: var blocked })
        {
            yield return new($"Nothing can be remembered: the state folder {why}.", Place: blocked is null ? null : new(blocked));
        }
    }

    private static IEnumerable<NextStep> OwnCatalog(Examination seen)
    {
        if (seen.Load.InForce is { Text.Place.Layer: CatalogLayer.Embedded } && seen.Host.UserCatalog is not null)
        {
            yield return new("You use the built-in sample. Write a catalog of your own.", "shim-lsp init");
        }
    }

    /// <summary>A schema that an older version wrote beside the catalog: by it an editor would mark what is right today.</summary>
    private static IEnumerable<NextStep> Schema(Examination seen)
    {
        if (
            seen.Load.InForce is { Text.Source: var file }
            && Path.IsPathFullyQualified(file)
            && SchemaCopy.OutdatedBeside(file) is { } schema
        )
        {
            yield return new(
                "The schema beside your catalog is from another version, so an editor may mark what is right. Write it again.",
                $"shim-lsp schema > {ShellWord.Of(schema)}"
            );
        }
    }
}
