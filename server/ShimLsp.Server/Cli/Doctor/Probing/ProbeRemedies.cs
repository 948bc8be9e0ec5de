using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Doctor.Probing;

/// <summary>What to do about models that did not answer. What time heals is none of it.</summary>
internal static class ProbeRemedies
{
    /// <summary>The steps.</summary>
    /// <param name="seen">The workspace.</param>
    /// <param name="reports">What came of asking.</param>
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
                $"The key in {name} is refused: set another.",
                seen.Host.IsWindows ? $"$env:{name} = \"...\"" : $"export {name}=..."
            ),
            (ProbeVerdict.NoSuchModel, { Provider: ModelProvider.Ollama }) => new(
                "Ollama does not have the model yet: have it fetched.",
                $"ollama pull {Shell(model.Model)}"
            ),
            (ProbeVerdict.NotReached, { Provider: ModelProvider.Ollama, BaseUrl.IsLoopback: true }) => new(
                "Ollama does not run on this machine: start it, or take its models out.",
                "ollama serve"
            ),
            _ => new(
                report.Detail!,
                Edit: seen.Load.InForce is { Text.Source: var source } && Path.IsPathFullyQualified(source) ? source : null
            ),
        };

    private static string Shell(string word) => Hosting.Files.ShellWord.Of(word);
}
