using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>What to do about models that did not answer. Waiting is not listed.</summary>
internal static class ProbeRemedies
{
    /// <summary>The steps.</summary>
    /// <param name="seen">The workspace.</param>
    /// <param name="reports">What became of each model.</param>
    public static ImmutableArray<NextStep> For(Examination seen, IReadOnlyList<ProbeReport> reports) =>
        [
            .. reports
                .Where(report => report.Verdict is not (ProbeVerdict.Works or ProbeVerdict.RateLimited or ProbeVerdict.Interrupted))
                .Select(report => (Model: seen.Session.Catalog.Find(new ModelSlug(report.Slug))!, Report: report))
                .Select(one => (one.Model.Slug, Step: StepFor(seen, one.Model, one.Report)))
                .GroupBy(one => one.Step, one => one.Slug.Value)
                .Select(group => group.Key with { Why = $"{group.Key.Why} For: {NameList.Of(group)}." }),
        ];

    private static NextStep StepFor(Examination seen, ModelSpec model, ProbeReport report) =>
        (report.Verdict, model) switch
        {
            (ProbeVerdict.KeyRefused, { Credential: { Kind: CredentialKind.Env, Name: { } name } }) => new(
                $"The key in {name} was rejected. Set another.",
                NextStep.SetVariableCommand(name, seen.Host)
            ),
            (ProbeVerdict.KeyRefused, { Credential: { Kind: CredentialKind.File } }) => new(
                "The key in this file was rejected. Set another.",
                Place: FileOf(seen, model)
            ),
            (ProbeVerdict.NoSuchModel, { Provider: ModelProvider.Ollama }) => new(
                "Ollama does not have the model yet. Pull it.",
                $"ollama pull {Shell(model.Model)}"
            ),
            (ProbeVerdict.NotReached, { Provider: ModelProvider.Ollama, BaseUrl.IsLoopback: true }) => new(
                "Ollama is not running on this machine. Start it, or remove its models.",
                "ollama serve"
            ),
            (ProbeVerdict.OutOfCredit or ProbeVerdict.ContentRefused, _) => new(report.Detail!), // no edit of the catalog helps
            _ => new(
                report.Detail!,
                Place: seen.Load.InForce is { Text.Source: var source } && Path.IsPathFullyQualified(source) ? new(source) : null
            ),
        };

    private static FilePlace? FileOf(Examination seen, ModelSpec model)
    {
        var folder = seen.Load.InForce is { Text.Place.Path: { } catalog } ? Path.GetDirectoryName(catalog) : null;
        return seen.Host.Expand(model.Credential.Name!, folder ?? seen.Host.WorkingDirectory) is { } path ? new(path) : null;
    }

    private static string Shell(string word) => Hosting.Files.ShellWord.Of(word);
}
